import { faultCode, pause, pauseAfter, type Log } from '@liaison/projections';
import type { Admin, Kafka } from 'kafkajs';
import { UnknownTopic } from '../errors.js';
import type { BusHealth, Consumption, Message, MessageBus, PartitionLag, TopicDefinition } from '../message-bus.js';
import { kafkaClient, type KafkaConnection } from './connection.js';
import { brokerFault } from './faults.js';
import { KafkaPublisher } from './publisher.js';
import { ConsumerSession } from './session.js';
import { KafkaTopics } from './topics.js';

export type KafkaBusOptions = {
  readonly connection: KafkaConnection;
  readonly log: Log;
  /** After so long without a sign of life a member's partitions go to others; a handler may take longer. */
  readonly sessionTimeoutMs?: number;
  /** {@link KafkaBus.health} asks for the topics not more often than once in so long, however often it is asked itself. */
  readonly checkTopicsMs?: number;
};

type Membership = { state: 'joining' | 'consuming' | 'restarting'; code?: string; restarts: number; session?: ConsumerSession };

const restartPauses = { firstMs: 200, maxMs: 5_000 };
const defaultCheckTopicsMs = 10_000;

/** The messaging port on Apache Kafka. Nothing is connected before it is used, and whatever breaks is connected again. */
export class KafkaBus implements MessageBus {
  private readonly topics: KafkaTopics;
  private readonly publisher: KafkaPublisher;
  private readonly closing = new AbortController();
  private readonly consuming = new Set<Promise<void>>();
  private readonly memberships = new Map<string, Membership>();
  private client: Promise<Kafka> | undefined;
  private admin: Promise<Admin> | undefined;
  private checkedAt = -Infinity;

  constructor(private readonly options: KafkaBusOptions) {
    this.topics = new KafkaTopics(() => this.connectedAdmin());
    this.publisher = new KafkaPublisher(() => this.kafka(), options.log, this.closing.signal);
  }

  ensureTopics(topics: readonly TopicDefinition[]): Promise<void> {
    return this.topics.ensure(topics);
  }

  async publish(messages: readonly Message[]): Promise<void> {
    const partitions = new Map<string, number>();
    for (const { topic } of messages) if (!partitions.has(topic)) partitions.set(topic, await this.topics.partitions(topic));
    for (const { topic, partition } of messages)
      if (!(partition >= 0 && partition < (partitions.get(topic) ?? 0))) throw new UnknownTopic(topic);
    await this.publisher.publish(messages).catch((fault: unknown) => {
      if (fault instanceof UnknownTopic) this.topics.forget();
      throw fault;
    });
  }

  async consume(consumption: Consumption): Promise<void> {
    const signal = AbortSignal.any([consumption.signal, this.closing.signal]);
    const consuming = this.keepConsuming({ ...consumption, signal });
    this.consuming.add(consuming);
    await consuming.finally(() => this.consuming.delete(consuming));
  }

  /** Asks the broker; and now and then, whether the topics still are as they must be. */
  async health(): Promise<BusHealth> {
    const { checkTopicsMs = defaultCheckTopicsMs } = this.options;
    const broken = [...this.memberships].filter(([, { state }]) => state === 'restarting');
    const groups = broken.map(([group, { code, restarts }]) => ({ group, code, restarts }));
    try {
      await (await this.connectedAdmin()).describeCluster();
      if (performance.now() - this.checkedAt > checkTopicsMs) {
        await this.topics.check();
        this.checkedAt = performance.now();
      }
    } catch (fault) {
      this.checkedAt = -Infinity;
      return { ok: false, ...named(fault) };
    }
    return groups.length === 0 ? { ok: true } : { ok: false, code: 'consumer-restarting', groups };
  }

  async lag(group: string): Promise<readonly PartitionLag[]> {
    return this.memberships.get(group)?.session?.lag() ?? [];
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled(this.consuming);
    await this.publisher.close();
    await this.discardAdmin();
  }

  /** The client gives up on faults that it takes to be final, and on those that last: then there is a new one, after a pause. */
  private async keepConsuming(consumption: Consumption): Promise<void> {
    const { group, signal } = consumption;
    const { log, sessionTimeoutMs: sessionTimeout = 10_000 } = this.options;
    const membership: Membership = { state: 'joining', restarts: 0 };
    this.memberships.set(group, membership);
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        const joined = () => {
          membership.state = 'consuming';
          failures = 0;
        };
        membership.session = new ConsumerSession({ ...consumption, log, joined, sessionTimeout, kafka: await this.kafka() });
        await membership.session.run();
      } catch (fault) {
        const { code, said } = brokerFault(fault);
        Object.assign(membership, { state: 'restarting', code, restarts: membership.restarts + 1 });
        log.error({ group, code, said, restarts: membership.restarts }, 'the consumer was given up by its client, it is started again');
        await pause(pauseAfter(failures, restartPauses), signal);
      }
    }
    this.memberships.delete(group);
  }

  private kafka(): Promise<Kafka> {
    return (this.client ??= kafkaClient(this.options.connection, this.options.log));
  }

  private async connectedAdmin(): Promise<Admin> {
    this.admin ??= this.kafka().then(async (kafka) => {
      const admin = kafka.admin();
      await admin.connect();
      return admin;
    });
    try {
      return await this.admin;
    } catch (fault) {
      this.admin = undefined;
      throw brokerFault(fault);
    }
  }

  private async discardAdmin(): Promise<void> {
    const admin = this.admin;
    this.admin = undefined;
    await admin?.then((connected) => connected.disconnect()).catch(() => undefined);
  }
}

/** Our own faults say which topic it is about; the broker's have a word for it. */
const named = (fault: unknown): { readonly code: string; readonly [fact: string]: unknown } => {
  const known = fault instanceof Error && 'topic' in fault ? fault : brokerFault(fault);
  const { topic, expected, actual, said } = known as { topic?: string; expected?: number; actual?: number; said?: string };
  return {
    code: faultCode(known),
    ...(topic !== undefined && { topic }),
    ...(expected !== undefined && { expected, actual }),
    ...(said !== undefined && { said }),
  };
};
