import { EventTooLarge, InvalidAppend, PartialRepeat, PostgresEventStore, uuidNamed, type NewEvent } from '@liaison/event-store';
import { faultCode, follow, Leases, outliving, type Log } from '@liaison/projections';
import pg from 'pg';
import { encoded } from '../cloud-events/encoded.js';
import { UnknownTopic } from '../errors.js';
import type { BusHealth, Consumption, Message, MessageBus, PartitionLag, TopicDefinition } from '../message-bus.js';
import { Offsets } from './offsets.js';
import { trimmed } from './retention.js';
import { PartitionConsumer } from './partition-consumer.js';
import { Slots } from '../slots.js';
import { TopicRegistry } from './topic-registry.js';

export type EmbeddedBusOptions = {
  readonly schema: string;
  readonly log: Log;
  /** A dead member's partitions go to another one after this long, a stopped one's at once. */
  readonly leaseMs?: number;
  /** Partitions of a group that are handled at the same time. */
  readonly concurrency?: number;
} & ({ readonly connectionString: string } | { /** Finds the schema's tables by their bare names. */ readonly pool: pg.Pool });

const trimEveryMs = 600_000;
const messageIds = '6f0a1c66-0a4b-5d0c-9d0e-3b8f8d1f2a57';
const streamOf = (topic: string, partition: number): string => `broker.${categoryOf(topic)}-${partition}`;
const categoryOf = (topic: string): string => topic.replaceAll('.', '_');

/** The messaging port on a Postgres log of its own: a partition is a stream, its revisions are the offsets. No broker is needed. */
export class EmbeddedBus implements MessageBus {
  private readonly pool: pg.Pool;
  private readonly ownPool: boolean;
  private readonly store: PostgresEventStore;
  private readonly topics: TopicRegistry;
  private readonly offsets: Offsets;
  private readonly leases: Leases;
  private readonly closing = new AbortController();
  private readonly trimming: NodeJS.Timeout;
  private readonly consuming = new Set<Promise<void>>();
  private readonly topicsOf = new Map<string, readonly string[]>();

  constructor(private readonly options: EmbeddedBusOptions) {
    const { schema, log, leaseMs } = options;
    this.ownPool = !('pool' in options);
    this.pool = 'pool' in options ? options.pool : poolOf(options.connectionString, schema, log);
    this.store = new PostgresEventStore({ pool: this.pool, schema });
    this.topics = new TopicRegistry(this.pool, schema);
    this.offsets = new Offsets(this.pool, schema);
    this.leases = new Leases({ pool: this.pool, schema, table: 'group_leases', log, ...(leaseMs && { ttlMs: leaseMs }) });
    this.trimming = setInterval(() => void this.trim().catch(() => undefined), trimEveryMs).unref(); // next time, then
  }

  /** Forgets messages that are older than their topic keeps them. @returns how many */
  async trim(): Promise<number> {
    const messages = await trimmed(this.pool, this.options.schema);
    if (messages > 0) this.options.log.info({ messages }, 'messages beyond their retention are gone');
    return messages;
  }

  ensureTopics(topics: readonly TopicDefinition[]): Promise<void> {
    return this.topics.ensure(topics);
  }

  async publish(messages: readonly Message[]): Promise<void> {
    const streams = new Map<string, NewEvent[]>();
    for (const message of messages) encoded(message); // what no broker takes is refused here too
    for (const message of messages) {
      const { topic, partition } = message;
      if (!(partition >= 0 && partition < (await this.topics.partitions(topic)))) throw new UnknownTopic(topic);
      const stream = streamOf(topic, partition);
      streams.set(stream, [...(streams.get(stream) ?? []), recorded(message)]);
    }
    await Promise.all([...streams].map(([stream, events]) => this.append(stream, events)));
  }

  async consume(consumption: Consumption): Promise<void> {
    const signal = AbortSignal.any([consumption.signal, this.closing.signal]);
    this.topicsOf.set(consumption.group, consumption.topics);
    const consuming = this.leases.hold(consumption.group, signal, (lease) => this.consumeAlone({ ...consumption, signal: lease.signal }));
    this.consuming.add(consuming);
    await consuming.finally(() => this.consuming.delete(consuming));
  }

  async health(): Promise<BusHealth> {
    return this.store.head().then(
      () => ({ ok: true }),
      (fault: unknown) => ({ ok: false, code: faultCode(fault) }),
    );
  }

  lag(group: string): Promise<readonly PartitionLag[]> {
    return this.offsets.lag(group, this.topicsOf.get(group) ?? []);
  }

  async close(): Promise<void> {
    clearInterval(this.trimming);
    this.closing.abort();
    await Promise.allSettled(this.consuming);
    await this.store.close();
    if (this.ownPool) await this.pool.end();
  }

  /** Too much at once, or only some of it there already: in halves. A message that is there twice is one that consumers drop. */
  private async append(stream: string, events: readonly NewEvent[]): Promise<void> {
    try {
      await this.store.append(stream, 'any', events);
    } catch (fault) {
      const divisible = fault instanceof PartialRepeat || fault instanceof EventTooLarge || fault instanceof InvalidAppend;
      if (!divisible || events.length === 1) throw fault;
      const middle = Math.ceil(events.length / 2);
      await this.append(stream, events.slice(0, middle));
      await this.append(stream, events.slice(middle));
    }
  }

  private async consumeAlone({ group, topics, deliver, assigned, settle, signal }: Consumption): Promise<void> {
    const slots = new Slots(this.options.concurrency ?? 8);
    const consumers = new Map<string, PartitionConsumer>();
    for (const topic of topics) {
      const partitions = await this.topics.partitions(topic);
      for (let partition = 0; partition < partitions; partition += 1) {
        const stream = streamOf(topic, partition);
        const place = { topic, partition };
        assigned?.(place);
        const options = {
          ...{ place, store: this.store, stream, slots, signal, deliver },
          settle: async () => settle?.([place]),
          next: () => this.offsets.next(group, topic, partition),
          commit: (next: number) => this.offsets.commit(group, topic, partition, next),
        };
        consumers.set(stream, new PartitionConsumer(options));
      }
    }
    const wakeAll = () => consumers.forEach((consumer) => consumer.wake());
    const watching = follow({
      ...{ store: this.store, categories: topics.map((topic) => `broker.${categoryOf(topic)}`), signal },
      from: async () => {
        const head = await this.store.head();
        wakeAll();
        return head;
      },
      apply: async ({ events, upTo }) => {
        for (const stream of new Set(events.map((event) => event.stream))) consumers.get(stream)?.wake();
        return upTo;
      },
      failed: wakeAll,
    });
    await Promise.all([watching, ...[...consumers.values()].map((consumer) => consumer.run())]);
  }
}

const poolOf = (connectionString: string, schema: string, log: Log): pg.Pool => {
  const pool = new pg.Pool({ connectionString, max: 10, options: `-c search_path=${schema}` });
  return outliving(pool, (fault) => log.warn({ code: faultCode(fault) }, 'the broker has lost a connection'));
};

const recorded = (message: Message): NewEvent => ({
  id: uuidNamed(message.id, messageIds),
  type: message.type,
  data: message,
  metadata: { commandId: message.id, by: message.source },
});
