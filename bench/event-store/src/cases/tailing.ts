import { perSecond, type Report, rounds } from '@liaison/bench-kit';
import type { PostgresEventStore } from '@liaison/event-store';
import type { Emmett } from '../contenders/emmett.js';
import type { Liaison } from '../contenders/liaison.js';
import { same } from '../difference.js';
import { Driven } from '../drive.js';
import { beginning } from '../work.js';

const batchSize = 500;

/** Follows the store from a position to another. @returns how many events came */
export const follow = async (store: PostgresEventStore, after: number, end: number): Promise<number> => {
  const stop = new AbortController();
  let count = 0;
  for await (const { events, upTo } of store.subscribe({ after, signal: stop.signal })) {
    count += events.length;
    if (upTo >= end) stop.abort();
  }
  return count;
};

/** Both follow as many events of the same kind from the beginning. @throws Difference */
export const tailing = async (
  { liaison, emmett }: { readonly liaison: Liaison; readonly emmett: Emmett },
  { count, events }: { readonly count: number; readonly events: number },
  report: Report,
): Promise<void> => {
  for (const contender of [liaison, emmett]) {
    const driven = new Driven(contender);
    const writer = beginning(100);
    for (let written = 0; written < events; written += 100) await driven.put([writer()]);
    await driven.check();
  }
  const counted = async (what: string, reading: Promise<number>) => {
    const seen = await reading;
    same(`${what}: events followed`, events, seen);
    return seen;
  };
  const medians = await rounds(
    new Map([
      ['liaison', () => perSecond(() => counted('liaison', follow(liaison.store, 0, events)))],
      ['emmett', () => perSecond(() => counted('Emmett', emmett.tail(batchSize)))],
    ]),
    { count },
  );
  const [value, reference] = [medians.get('liaison') ?? NaN, medians.get('emmett') ?? NaN];
  report({
    case: `follow ${events.toLocaleString('en-GB')} events from position 0`,
    value,
    unit: 'events/s',
    against: emmett.title,
    reference,
  });
};
