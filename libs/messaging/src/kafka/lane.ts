import { pause } from '@liaison/projections';
import type { KafkaMessage } from 'kafkajs';
import { handedOver } from '../handed-over.js';
import type { Place } from '../message-bus.js';

export type LaneOptions = Place & {
  /** What had this partition before in this process: never two handlers of one partition at once. */
  readonly after: Promise<void>;
  /** @returns how many have been handled */
  readonly deliver: (records: readonly KafkaMessage[], leaving: AbortSignal) => Promise<number>;
};

/** Handed over at once. */
const most = { records: 500, bytes: 2_000_000 };
/** Records that wait before the fetching does: while some are handled, the next ones are on their way. */
const full = 3_000;

/** One partition of one generation of the group: its records in order, a batch at a time, beside the fetching and other lanes. */
export class Lane {
  readonly ended: Promise<void>;
  private readonly leaving = new AbortController();
  private readonly queue: KafkaMessage[] = [];
  private arrived: (() => void) | undefined;
  private emptied: (() => void) | undefined;
  private resume: (() => void) | undefined;
  private handled: bigint | undefined;
  private committed: bigint | undefined;
  private highWatermark = 0n;

  constructor(private readonly options: LaneOptions) {
    this.ended = options.after.then(() => this.run());
  }

  offer(records: readonly KafkaMessage[], highWatermark: string): void {
    this.highWatermark = BigInt(highWatermark);
    this.queue.push(...records);
    this.arrived?.();
  }

  /** Whether there is room again within the time. */
  async room(ms: number): Promise<boolean> {
    if (this.queue.length < full || this.leaving.signal.aborted) return true;
    const waited = new AbortController();
    this.emptied = () => waited.abort();
    await pause(ms, waited.signal);
    return this.queue.length < full;
  }

  /** Called when there is room again, at the latest when the lane ends. */
  pausedUntilRoom(resume: () => void): void {
    this.resume = resume;
  }

  /** No more records; what is being handled is waited for by {@link ended}. */
  leave(): void {
    this.leaving.abort();
    this.arrived?.();
    this.emptied?.();
  }

  get place(): Place {
    return { topic: this.options.topic, partition: this.options.partition };
  }

  /** The offset that may be committed, when there is a new one. */
  progress(): bigint | undefined {
    return this.handled === this.committed ? undefined : this.handled;
  }

  hasCommitted(offset: bigint): void {
    this.committed = offset;
  }

  lag(): number {
    const next = this.handled ?? (this.queue[0] ? BigInt(this.queue[0].offset) : this.highWatermark);
    return Number(this.highWatermark - next);
  }

  private async run(): Promise<void> {
    const { signal } = this.leaving;
    while (!signal.aborted) {
      const records = this.waiting();
      if (records.length === 0) await new Promise<void>((resolve) => (this.arrived = resolve));
      else this.done(await handedOver(records, (some) => this.options.deliver(some, signal), signal));
    }
  }

  /** At least one, if there is any. */
  private waiting(): readonly KafkaMessage[] {
    let bytes = 0;
    const end = this.queue.slice(0, most.records).findIndex(({ value }) => (bytes += value?.length ?? 0) > most.bytes);
    return this.queue.slice(0, end === -1 ? most.records : Math.max(1, end));
  }

  private done(handled: number): void {
    const last = this.queue.splice(0, handled).at(-1);
    if (!last) return;
    this.handled = BigInt(last.offset) + 1n;
    if (this.queue.length >= full / 2) return;
    this.emptied?.();
    this.emptied = undefined;
    this.resume?.();
    this.resume = undefined;
  }
}
