import { perSecond, type Report, rounds } from '@liaison/bench-kit';
import type { Liaison } from '../contenders/liaison.js';
import { filledIds } from '../fill.js';
import { same } from '../difference.js';
import { beginning } from '../work.js';
import { handlerOf } from './loads.js';
import { follow } from './tailing.js';

export type Sized = { readonly liaison: Liaison; readonly events: number };

const writers = 512;
const appended = 4_096;
const loaded = 300;
const followed = 50_000;

const append = ({ liaison }: Sized) => {
  const writer = beginning();
  return async () => {
    const each = Array.from({ length: writers }, async () => {
      for (let n = 0; n < appended / writers; n++) await liaison.write(writer());
    });
    await Promise.all(each);
    return appended;
  };
};

const appendBatches = ({ liaison }: Sized) => {
  const writer = beginning(100);
  return async () => {
    for (let n = 0; n < 20; n++) await liaison.write(writer());
    return 2_000;
  };
};

const load = ({ liaison, events }: Sized) => {
  const ids = filledIds(events, loaded);
  return async () => {
    const handler = handlerOf(liaison);
    let seen = 0;
    for (const id of ids) seen += (await handler.load(id)).state.events;
    same('events folded', ids.length * 50, seen);
    return ids.length;
  };
};

const tail = ({ liaison, events }: Sized) => {
  return async () => {
    const after = events - followed;
    const seen = await follow(liaison.store, after, events);
    if (seen < followed) same('events followed', followed, seen); // its last batch may reach into what was appended since
    return seen;
  };
};

const kinds = [
  ['append, 512 writers', append],
  ['append, batches of 100', appendBatches],
  ['load 50 events, cold', load],
  ['follow 50,000 events', tail],
] as const;

/** What it costs in a large store, against what it costs in a small one beside it. @throws Difference */
export const scale = async (small: Sized, large: Sized, { count }: { readonly count: number }, report: Report): Promise<void> => {
  for (const [name, kind] of kinds) {
    const [inSmall, inLarge] = [kind(small), kind(large)];
    const medians = await rounds(
      new Map([
        ['small', () => perSecond(inSmall)],
        ['large', () => perSecond(inLarge)],
      ]),
      { count },
    );
    const [value, reference] = [1e6 / (medians.get('large') ?? NaN), 1e6 / (medians.get('small') ?? NaN)];
    report({
      case: `${name}, in ${large.events.toLocaleString('en-GB')} events`,
      value,
      unit: 'µs each',
      against: `in ${small.events.toLocaleString('en-GB')}`,
      reference,
      aim: { atMost: 1.2 },
    });
  }
};
