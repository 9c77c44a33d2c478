import type { Batch, RecordedEvent, SubscribeOptions } from '../event-store.js';
import type { Store } from './stage.js';

export type Reader = {
  readonly seen: readonly RecordedEvent[];
  readonly batches: readonly Batch[];
  /** How far it has come, shown or passed over. */
  readonly upTo: () => number;
  readonly stop: () => Promise<void>;
};

/** A subscription that is read in the background, each batch after `each` has let it go on. */
export const reader = (
  store: Store,
  options: Omit<SubscribeOptions, 'signal'>,
  each: (batch: Batch) => Promise<void> | void = () => undefined,
): Reader => {
  const leaving = new AbortController();
  const [seen, batches]: [RecordedEvent[], Batch[]] = [[], []];
  const ended = (async () => {
    for await (const batch of store.subscribe({ ...options, signal: leaving.signal })) {
      batches.push(batch);
      seen.push(...batch.events);
      await each(batch);
    }
  })();
  // a fault is shown by who waits for the end
  ended.catch(() => undefined);
  return {
    seen,
    batches,
    upTo: () => batches.at(-1)?.upTo ?? options.after,
    stop: () => {
      leaving.abort();
      return ended;
    },
  };
};
