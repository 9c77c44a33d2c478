import type { Message, Place } from '../message-bus.js';

export type Failing = {
  readonly topic: string;
  readonly partition: number;
  readonly type: string;
  readonly position: number;
  readonly code: string;
  readonly attempts: number;
};
export type Counts = {
  readonly handled: number;
  /** Delivered again after they had acted. */
  readonly dropped: number;
  /** Put where they wait for an operator, or behind one that waits. */
  readonly parked: number;
  /** Of types that nobody here handles, on purpose. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Partitions that stand still, each at an event that is tried again. */
  readonly failing: readonly Failing[];
};
export type ConsumptionStatus = Counts & {
  readonly group: string;
  /** `starting`: the topics cannot be had yet, and `code` says why. */
  readonly state: 'starting' | 'consuming' | 'stopped';
  readonly code?: string;
};

/** What became of the messages since the start of the process. */
export class Consumed {
  private counts = { handled: 0, dropped: 0, parked: 0 };
  private readonly skippedByType = new Map<string, number>();
  private readonly failingPartitions = new Map<string, Failing>();

  handled(message: Message): void {
    this.counts.handled += 1;
    this.failingPartitions.delete(partitionOf(message));
  }

  dropped(message: Message): void {
    this.counts.dropped += 1;
    this.failingPartitions.delete(partitionOf(message));
  }

  parked(place: Place): void {
    this.counts.parked += 1;
    this.failingPartitions.delete(partitionOf(place));
  }

  skipped({ type }: Message): void {
    this.skippedByType.set(type, (this.skippedByType.get(type) ?? 0) + 1);
  }

  failed(message: Place & Pick<Message, 'type' | 'position'>, code: string): void {
    const { topic, partition, type, position } = message;
    const before = this.failingPartitions.get(partitionOf(message));
    const attempts = before?.position === position ? before.attempts + 1 : 1;
    this.failingPartitions.set(partitionOf(message), { topic, partition, type, position, code, attempts });
  }

  status(): Counts {
    return { ...this.counts, skipped: Object.fromEntries(this.skippedByType), failing: [...this.failingPartitions.values()] };
  }
}

const partitionOf = ({ topic, partition }: Place): string => `${topic}/${partition}`;
