import type { EventStore } from '@liaison/event-store';
import { pause, pauseAfter } from '@liaison/projections';
import { decodedEvent } from '../cloud-events/decoded.js';
import type { Message, Place, Undecodable } from '../message-bus.js';
import type { Slots } from './slots.js';

export type PartitionConsumption = {
  readonly place: Place;
  readonly store: EventStore;
  readonly stream: string;
  readonly slots: Slots;
  readonly signal: AbortSignal;
  readonly next: () => Promise<number>;
  readonly commit: (next: number) => Promise<void>;
  readonly each: (message: Message) => Promise<void>;
  readonly undecodable: (record: Undecodable) => Promise<void>;
  readonly settle: () => Promise<void>;
};

const batchSize = 64;
const redelivery = { firstMs: 100, maxMs: 5_000 };

/** One partition in order, one message at a time. Holds no more than a batch, however far it is behind. */
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
        for await (const events of store.read(stream, { from: first, limit: batchSize }))
          for (const { revision, data } of events) {
            size += 1;
            if (signal.aborted || !(await this.deliver(data, () => commitSince(first, next)))) return next;
            next = revision + 1;
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

  /** Until it is handled. What was handled before it is committed while it waits. */
  private async deliver(event: unknown, settle: () => Promise<void>): Promise<boolean> {
    const { place, slots, each, undecodable, signal } = this.options;
    const outcome = decodedEvent(place, keyOf(event), event);
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        await slots.within(() => ('message' in outcome ? each(outcome.message) : undecodable(outcome.undecodable)));
        return true;
      } catch {
        await settle();
        await pause(pauseAfter(failures, redelivery), signal);
      }
    }
    return false;
  }
}

const keyOf = (event: unknown): string => {
  const key: unknown = typeof event === 'object' && event !== null && 'key' in event ? event.key : undefined;
  return typeof key === 'string' ? key.replaceAll('\u0000', '') : ''; // which no table takes
};
