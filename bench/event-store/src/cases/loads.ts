import { perSecond, type Report, rounds } from '@liaison/bench-kit';
import { accepted, type Decider } from '@liaison/kernel';
import { CommandHandler } from '@liaison/event-store';
import { z } from 'zod';
import type { Emmett } from '../contenders/emmett.js';
import type { Liaison } from '../contenders/liaison.js';
import { same } from '../difference.js';
import { booked } from '../work.js';

const Booked = z.object({ type: z.literal('AppointmentBooked'), data: z.object({ start: z.string() }) });
type Booked = z.infer<typeof Booked>;
type Seen = { readonly events: number; readonly first: string };

/** How many, and when the first begins. */
const counting: Decider<never, Seen, Booked, { readonly code: 'never' }> = {
  initial: { events: 0, first: '' },
  evolve: ({ events, first }, { data }) => ({ events: events + 1, first: first || data.start }),
  decide: () => accepted(),
};
const size = 50;
const streamIds = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `load-${n}`);
const eventsOf = () => Array.from({ length: size }, (_, n) => booked(n));

export const handlerOf = ({ store }: Liaison) =>
  new CommandHandler(store, { context: 'bench', category: 'visits', decider: counting, events: Booked });

/** Aggregates of 50 events, loaded one after another: from nothing, and again. @throws Difference */
export const loads = async (
  { liaison, emmett }: { readonly liaison: Liaison; readonly emmett: Emmett },
  { count, streams }: { readonly count: number; readonly streams: number },
  report: Report,
): Promise<void> => {
  const ids = streamIds(streams);
  for (const id of ids) {
    const work = { stream: `bench.visits-${id}`, revision: -1, events: eventsOf(), conflict: false };
    await liaison.write(work);
    await emmett.write(work);
  }
  const check = (what: string, seen: number) => same(`${what}: events folded`, streams * size, seen);
  const ours = async (handler: ReturnType<typeof handlerOf>, what: string) => {
    let seen = 0;
    for (const id of ids) seen += (await handler.load(id)).state.events;
    check(what, seen);
    return ids.length;
  };
  const theirs = async () => {
    let seen = 0;
    for (const id of ids) {
      const options = {
        evolve: (state: Seen, event: unknown) => counting.evolve(state, event as Booked),
        initialState: () => counting.initial,
      };
      seen += (await emmett.store.aggregateStream(`bench.visits-${id}`, options)).state.events;
    }
    check('Emmett', seen);
    return ids.length;
  };
  const warm = handlerOf(liaison);
  const medians = await rounds(
    new Map([
      ['cold', () => perSecond(() => ours(handlerOf(liaison), 'cold loads'))],
      ['cached', () => perSecond(() => ours(warm, 'cached loads'))],
      ['emmett', () => perSecond(theirs)],
    ]),
    { count },
  );
  const reference = medians.get('emmett') ?? NaN;
  for (const kind of ['cold', 'cached']) {
    const value = medians.get(kind) ?? NaN;
    report({
      case: `load an aggregate of ${size} events, ${kind}`,
      value,
      unit: 'loads/s',
      against: emmett.title,
      reference,
      aim: { atLeast: 5 },
    });
  }
};
