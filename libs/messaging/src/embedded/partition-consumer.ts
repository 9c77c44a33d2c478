import type { EventStore, RecordedEvent } from '@liaison/event-store';
import { pause, pauseAfter } from '@liaison/projections';
import { decodedEvent } from '../cloud-events/decoded.js';
import { handedOver } from '../handed-over.js';
import type { Consumption, Place } from '../message-bus.js';
import type { Slots } from '../slots.js';

export type PartitionConsumption = {
  readonly place: Place;
  readonly store: EventStore;
  readonly stream: string;
  readonly slots: Slots;
  readonly signal: AbortSignal;
  readonly next: () => Promise<number>;
  readonly commit: (next: number) => Promise<void>;
  readonly deliver: Consumption['deliver'];
  readonly settle: () => Promise<void>;
};

const batchSize = 250;
const redelivery = { firstMs: 100, maxMs: 5_000 };

/** One partition in order, a batch at a time. Holds no more than a batch, however far it is behind. */
export class PartitionConsumer {
  private behind = true;
  private woken: (() => void) | undefined;

  constructor(private readonly options: PartitionConsumption) {
    options.signal.addEventListener('abort', () => this.wake());
  }

  /** There may be something new. */
  wake(): void {
    this.behind = true;
    this.woken?.();
  }

  async run(): Promise<void> {
    const { signal } = this.options;
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        let next = await this.options.next();
        while (!signal.aborted) {
          this.behind = false;
          next = await this.drain(next);
          failures = 0;
          if (!this.behind) await new Promise<void>((resolve) => (this.woken = resolve));
        }
      } catch {
        // the log or the offsets cannot be reached: from the last offset again
        await pause(pauseAfter(failures, redelivery), signal);
      }
    }
  }

  private async drain(from: number): Promise<number> {
    const { store, stream, signal, commit, settle } = this.options;
    let next = from;
    for (let size = batchSize; size === batchSize && !signal.aborted;) {
      const first = next;
      size = 0;
      try {
        for await (const events of store.read(stream, { from: first, limit: batchSize })) {
          size += events.length;
          for (let handled = 0; handled < events.length;) {
            const rest = events.slice(handled);
            const some = await this.deliver(rest, () => commitSince(first, next));
            if (some === 0) return next;
            handled += some;
            next = (rest[some - 1]?.revision ?? next) + 1;
          }
        }
      } finally {
        await commitSince(first, next);
      }
    }
    return next;

    async function commitSince(first: number, done: number) {
      if (done <= first) return;
      await settle();
      await commit(done);
    }
  }

  /** What was handled before is committed while they wait. */
  private deliver(events: readonly RecordedEvent[], failed: () => Promise<void>): Promise<number> {
    const { place, slots, deliver, signal } = this.options;
    const records = events.map(({ data }) => decodedEvent(place, keyOf(data), data));
    return handedOver(records, (some) => slots.within(() => deliver(some, signal)), signal, failed);
  }
}

const keyOf = (event: unknown): string => {
  const key: unknown = typeof event === 'object' && event !== null && 'key' in event ? event.key : undefined;
  return typeof key === 'string' ? key.replaceAll('\u0000', '') : ''; // which no table takes
};
