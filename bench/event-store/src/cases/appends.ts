import { type Report, rounds } from '@liaison/bench-kit';
import type { Contender } from '../contenders/contender.js';
import { Driven } from '../drive.js';
import type { Options } from '../options.js';
import { beginning, booked, continuing, newStream, type Writer } from '../work.js';

type Name = Contender['name'];
type AppendCase = {
  readonly name: string;
  readonly writers: number;
  /** The writer with this number, and the streams that are its own, each with one event. */
  readonly writer: (n: number, own: readonly string[]) => Writer;
  readonly aims?: Partial<Record<Name, number>>;
};

const streamsEach = 4;

const cases: readonly AppendCase[] = [
  { name: 'one writer, new streams', writers: 1, writer: () => beginning(), aims: { emmett: 2 } },
  { name: '32 writers, new streams', writers: 32, writer: () => beginning(), aims: { emmett: 7 } },
  { name: '512 writers, new streams', writers: 512, writer: () => beginning(), aims: { emmett: 12 } },
  { name: 'one writer, batches of 100', writers: 1, writer: () => beginning(100), aims: { emmett: 2, copy: 0.6 } },
  { name: '512 writers, existing streams', writers: 512, writer: (_, own) => continuing(own) },
  {
    name: '512 writers, half to existing streams, 2 % conflicts',
    writers: 512,
    writer: (n, own) => (n % 2 === 0 ? beginning() : continuing(own, 25)),
    aims: { copy: 0.4 },
  },
];

/** Appends, each contender in its own tables. @throws Difference */
export const appends = async (
  contenders: readonly Contender[],
  { count, ms, wants }: Pick<Options, 'count' | 'ms' | 'wants'>,
  report: Report,
): Promise<void> => {
  const driven = contenders.map((contender) => new Driven(contender));
  for (const { name, writers, writer, aims } of cases.filter((each) => wants(each.name))) {
    const candidates = new Map<Name, () => Promise<number>>();
    for (const one of driven) {
      const own = Array.from({ length: writers }, () => Array.from({ length: streamsEach }, newStream));
      await one.put(own.flat().map((stream, n) => ({ stream, revision: -1, events: [booked(n)], conflict: false })));
      const all = own.map((streams, n) => writer(n, streams));
      candidates.set(one.contender.name, () => one.drive(all, ms));
    }
    const medians = await rounds(candidates, { count });
    const value = medians.get('liaison') ?? NaN;
    for (const { name: against, title } of contenders) {
      if (against === 'liaison') continue;
      const reference = medians.get(against) ?? NaN;
      const aim = aims?.[against];
      report({
        case: name,
        value,
        unit: 'events/s',
        against: title,
        reference,
        ...(aim !== undefined && { aim: { atLeast: aim } }),
      });
    }
    for (const one of driven) await one.check();
  }
};
