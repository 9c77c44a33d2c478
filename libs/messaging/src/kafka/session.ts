import { faultCode, type Log } from '@liaison/projections';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { decoded } from '../cloud-events/decoded.js';
import type { Consumption, PartitionLag } from '../message-bus.js';
import { Lane } from './lane.js';

export type SessionOptions = Consumption & {
  readonly kafka: Kafka;
  readonly log: Log;
  readonly joined: () => void;
  /** A member that is silent for so long is dead to the group; others take over then. */
  readonly sessionTimeout: number;
};

const heartbeatInterval = 2_000;
/** Shorter than a heartbeat: the client sends those between fetches. */
const maxWaitTimeInMs = 500;
/** On the connection of the fetches: while offsets are written down, what comes waits. */
const commitMs = 500;
/** Of one partition in one answer: few enough that a fast one does not wait for the others. */
const maxBytesPerPartition = 524_288;
/** How long a full lane may hold up the fetching for all before its partition is left out. */
const patienceMs = 200;

/**
 * One life of a consumer, from joining the group to the signal or to the client's giving up. Fetching, and with it the
 * heartbeats, goes on whatever the handlers do: each partition has a lane of its own.
 */
export class ConsumerSession {
  private lanes = new Map<string, Lane>();
  private readonly endings = new Map<string, Promise<void>>();
  private consumer: Consumer | undefined;
  private committing: Promise<void> = Promise.resolve();

  constructor(private readonly options: SessionOptions) {}

  /** Resolves after the signal; rejects with whatever made the client give up. Either way no handler runs any more. */
  async run(): Promise<void> {
    const { kafka, group: groupId, topics, signal, sessionTimeout } = this.options;
    // who restarts is the bus: a client that does so itself looks healthy meanwhile
    const retry = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5, restartOnFailure: async () => false };
    const consumer = kafka.consumer({
      ...{ groupId, sessionTimeout, heartbeatInterval, maxWaitTimeInMs, maxBytesPerPartition, retry, allowAutoTopicCreation: false },
    });
    this.consumer = consumer;
    let stop: () => void = () => undefined;
    const ended = new Promise<void>((resolve, reject) => {
      stop = resolve;
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    });
    ended.catch(() => undefined);
    signal.addEventListener('abort', stop);
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => this.assigned(payload.memberAssignment));
    consumer.on(consumer.events.REBALANCING, () => void this.commitOffsets());
    const timer = setInterval(() => void this.commit(), commitMs);
    try {
      if (signal.aborted) return;
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({
        ...{ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: 16 },
        eachBatch: (payload) => this.take(payload),
      });
      await ended;
    } finally {
      clearInterval(timer);
      signal.removeEventListener('abort', stop);
      for (const lane of this.lanes.values()) lane.leave();
      await Promise.all(this.endings.values());
      await this.commit();
      await consumer.disconnect().catch(() => undefined);
    }
  }

  lag(): readonly PartitionLag[] {
    return [...this.lanes.values()].map((lane) => ({ ...lane.place, lag: lane.lag() }));
  }

  /** A generation of the group begins: what was fetched in the old one is fetched again from what was committed. */
  private assigned(assignment: Readonly<Record<string, readonly number[]>>): void {
    for (const lane of this.lanes.values()) lane.leave();
    this.lanes = new Map();
    for (const [topic, partitions] of Object.entries(assignment))
      for (const partition of partitions) this.lanes.set(`${topic}/${partition}`, this.laneOf(topic, partition));
    this.consumer?.resume(Object.entries(assignment).map(([topic, partitions]) => ({ topic, partitions: [...partitions] })));
    this.options.joined();
  }

  private laneOf(topic: string, partition: number): Lane {
    const name = `${topic}/${partition}`;
    const { deliver, assigned } = this.options;
    const before = this.endings.get(name) ?? Promise.resolve();
    const lane = new Lane({
      ...{ topic, partition },
      after: before.then(() => assigned?.({ topic, partition })),
      deliver: (records, leaving) =>
        deliver(
          records.map((record) => decoded({ topic, partition }, record)),
          leaving,
        ),
    });
    this.endings.set(name, lane.ended);
    return lane;
  }

  private async take(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const lane = this.lanes.get(`${batch.topic}/${batch.partition}`);
    if (!lane) return;
    lane.offer(batch.messages, batch.highWatermark);
    payload.resolveOffset(batch.lastOffset());
    if (!(await lane.room(patienceMs))) lane.pausedUntilRoom(payload.pause());
  }

  /** One at a time; what cannot be committed now will be later, or comes again and is dropped then. */
  private commit(): Promise<void> {
    return (this.committing = this.committing.then(async () => {
      const places = this.moved().map(({ lane }) => lane.place);
      if (places.length === 0) return;
      try {
        await this.options.settle?.(places);
      } catch (fault) {
        this.options.log.warn({ group: this.options.group, code: faultCode(fault) }, 'offsets stay: what was handled could not be noted');
        return;
      }
      await this.commitOffsets();
    }));
  }

  private async commitOffsets(): Promise<void> {
    const moved = this.moved();
    if (moved.length === 0) return;
    try {
      await this.consumer?.commitOffsets(moved.map(({ lane, offset }) => ({ ...lane.place, offset: String(offset) })));
      for (const { lane, offset } of moved) lane.hasCommitted(offset);
    } catch (fault) {
      this.options.log.info({ group: this.options.group, code: faultCode(fault) }, 'offsets were not committed');
    }
  }

  private moved() {
    return [...this.lanes.values()].flatMap((lane) => {
      const offset = lane.progress();
      return offset === undefined ? [] : [{ lane, offset }];
    });
  }
}
