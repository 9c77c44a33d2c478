import type { Batch, RecordedEvent, SubscribeOptions } from '../event-store.js';
import { checkRead } from '../read-check.js';
import { categoryOf } from '../streams.js';
import { isConnectionLost } from './faults.js';
import { pageLimits } from './page.js';
import type { Reading } from './reading.js';
import type { Recent } from './recent.js';
import { sparsely } from './sparse.js';
import type { WakeUp } from './wake-up.js';

/** How long a reader trusts that it would have been told. */
const pollMs = 500;
const longestPauseMs = 5_000;

/** The reader pulls: while it works on a batch nothing is read ahead, so a slow one costs one batch of memory. */
export async function* subscription(
  { after, categories, types, sparse = false, signal, incarnation }: SubscribeOptions,
  { reading, recent, wakeUp }: { readonly reading: Reading; readonly recent: Recent; readonly wakeUp: WakeUp },
): AsyncGenerator<Batch> {
  checkRead({ after });
  const wanted = { categories: categories && new Set(categories), types: types && new Set(types) };
  const ofThese = (all: readonly RecordedEvent[]) =>
    all.filter(({ stream, type }) => (wanted.categories?.has(categoryOf(stream)) ?? true) && (wanted.types?.has(type) ?? true));
  let looksFor = sparse && categories;
  let upTo = after;
  let begun = false;
  let asked: number = pageLimits.events;
  let pause = 50;
  while (!signal.aborted) {
    const { seen } = wakeUp; // before reading: what is appended while we read wakes us at once
    try {
      if (looksFor)
        for await (const { events, upTo: position } of sparsely(reading, { after: upTo, categories: looksFor, incarnation })) {
          upTo = position;
          if (signal.aborted) return;
          yield { events: ofThese(events), upTo };
        }
      looksFor = undefined;
      const { events: read, next, isLast } = await recent.following(upTo, asked, incarnation, seen);
      asked = next;
      if (!begun && read.length === 0) await reading.checkPosition(after);
      begun = true;
      pause = 50;
      const last = read.at(-1);
      if (last) {
        upTo = last.position;
        if (!signal.aborted) yield { events: ofThese(read), upTo };
      }
      if (!isLast) continue;
      await wakeUp.next(signal, pollMs + Math.random() * 100, seen);
    } catch (fault) {
      if (signal.aborted) return;
      if (!isConnectionLost(fault)) throw fault;
      await wakeUp.next(signal, pause);
      pause = Math.min(pause * 2, longestPauseMs);
    }
  }
}
