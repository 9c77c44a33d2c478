import { OtherIncarnation, type Batch, type EventStore } from '@liaison/event-store';
import { ahead } from './ahead.js';
import type { Beat } from './beat.js';
import { inCategories } from './categories.js';
import { pause, pauseAfter, type Pauses } from './pause.js';
import { seldomEmpty } from './seldom-empty.js';

export type Following = {
  readonly store: EventStore;
  readonly categories?: readonly string[] | undefined;
  readonly types?: readonly string[] | undefined;
  /** Of the categories there is little: the store may look for it. */
  readonly sparse?: boolean;
  readonly signal: AbortSignal;
  /** Where to read on, asked for again after every interruption. */
  readonly from: (incarnation: string) => Promise<number>;
  /** Resolves with the position that is done; when it rejects, reading starts again after a pause that grows. */
  readonly apply: (batch: Batch, from: number, incarnation: string) => Promise<number>;
  readonly failed: (fault: unknown, failures: number) => Promise<void> | void;
  readonly pauses?: Pauses;
  readonly checkIncarnationMs?: number;
  /** Events to read on with while a batch is applied: those then come as one batch. */
  readonly readAhead?: number;
  /** After a batch, where there is little to do, until others who rest are woken: what comes close together is one batch. */
  readonly rest?: Pick<Beat, 'rest'>;
  /** At most one batch without an event in so many milliseconds: nothing but how far it was read is new in it. */
  readonly emptyEveryMs?: number;
};

/** A busy process shall not spend its time on checkpoints of readers to whom nothing has happened. */
export const seldomMs = 100;
/** A batch that is larger has no end in sight: whoever catches up does not rest. */
export const small = 100;

/** Follows a store until the signal. Whatever goes wrong, it reads on from the checkpoint; it never skips. */
export const follow = async ({ pauses = { firstMs: 100, maxMs: 30_000 }, ...following }: Following): Promise<void> => {
  const { signal } = following;
  let failures = 0;
  while (!signal.aborted) {
    try {
      await untilInterrupted({ ...following, moved: () => (failures = 0) });
    } catch (fault) {
      if (signal.aborted) return;
      await Promise.resolve(following.failed(fault, failures)).catch(() => undefined);
      failures += 1;
    }
    await pause(pauseAfter(Math.max(0, failures - 1), pauses), signal);
  }
};

const untilInterrupted = async ({
  store,
  categories,
  types,
  sparse = false,
  signal,
  from,
  apply,
  moved,
  checkIncarnationMs = 5_000,
  readAhead,
  rest,
  emptyEveryMs = 0,
}: Following & { readonly moved: () => void }): Promise<void> => {
  const incarnation = await store.incarnation();
  const restored = new AbortController();
  const until = AbortSignal.any([signal, restored.signal]);
  const failed = new AbortController();
  const reading = AbortSignal.any([until, failed.signal]);
  const look = async () => {
    if ((await store.incarnation()) !== incarnation) restored.abort();
  };
  // a store that cannot be asked is mended by the subscription, not here
  const watch = setInterval(() => void look().catch(() => undefined), checkIncarnationMs).unref();
  try {
    let position = await from(incarnation);
    const wanted = inCategories(categories);
    const subscribed = store.subscribe({
      after: position,
      incarnation,
      ...(types && { types }),
      ...(sparse && categories && { categories, sparse }),
      signal: reading,
    });
    const ofThese = emptyEveryMs > 0 ? seldomEmpty(only(wanted, subscribed), emptyEveryMs) : only(wanted, subscribed);
    for await (const batch of readAhead ? ahead(ofThese, readAhead) : ofThese) {
      if (until.aborted) return;
      try {
        position = await apply(batch, position, incarnation);
      } catch (fault) {
        failed.abort(); // nothing more to read
        throw fault;
      }
      moved();
      if (batch.events.length < small) await rest?.rest(reading);
    }
  } catch (fault) {
    if (!until.aborted && !(fault instanceof OtherIncarnation)) throw fault;
  } finally {
    clearInterval(watch);
  }
};

async function* only(wanted: (stream: string) => boolean, batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  for await (const { events, upTo } of batches) yield { events: events.filter(({ stream }) => wanted(stream)), upTo };
}
