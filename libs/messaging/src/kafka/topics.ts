import { pause, pauseAfter } from '@liaison/projections';
import type { Admin } from 'kafkajs';
import { InvalidTopicName, TopicMismatch, UnknownTopic } from '../errors.js';
import type { TopicDefinition } from '../message-bus.js';
import { brokerFault, brokersWord } from './faults.js';

const dayMs = 86_400_000;
/** Room for the largest message, its attributes and the batch around it. */
const largestBatchBytes = 1_500_000;
/** A topic is made by the controller; the other brokers hear of it a little later. */
const spreading = { firstMs: 20, maxMs: 500, attempts: 30 };

/** The topics of a cluster, by their contracts. Who `ensure`s a topic has it watched. */
export class KafkaTopics {
  private readonly ensured = new Map<string, TopicDefinition>();
  private readonly partitionsOf = new Map<string, number>();

  constructor(private readonly admin: () => Promise<Admin>) {}

  /** @throws TopicMismatch, InvalidTopicName, BrokerFault */
  async ensure(topics: readonly TopicDefinition[]): Promise<void> {
    for (const { name } of topics) if (!/^[a-z][a-z0-9]*(\.[a-z0-9]+)*$/.test(name)) throw new InvalidTopicName(name);
    const admin = await this.admin();
    const there = await this.asked(() => admin.listTopics());
    const missing = topics.filter(({ name }) => !there.includes(name));
    if (missing.length > 0) {
      await this.create(admin, missing);
      await this.spread(missing.map(({ name }) => name));
    }
    for (const topic of topics) this.ensured.set(topic.name, topic);
    await this.check();
  }

  /** Every topic that was ensured still is what its contract says. @throws TopicMismatch, UnknownTopic, BrokerFault */
  async check(): Promise<void> {
    const wanted = [...this.ensured.values()];
    if (wanted.length === 0) return;
    const found = await this.look(wanted.map(({ name }) => name));
    for (const { name, partitions } of wanted) {
      const actual = found.get(name);
      if (actual === undefined) throw new UnknownTopic(name);
      if (actual !== partitions) throw new TopicMismatch(name, partitions, actual);
    }
  }

  /** @throws UnknownTopic, BrokerFault */
  async partitions(topic: string): Promise<number> {
    const partitions = this.partitionsOf.get(topic) ?? (await this.look([topic])).get(topic);
    if (partitions === undefined) throw new UnknownTopic(topic);
    return partitions;
  }

  /** Whatever was known may be so no more. */
  forget(): void {
    this.partitionsOf.clear();
  }

  private async create(admin: Admin, topics: readonly TopicDefinition[]): Promise<void> {
    await this.asked(async () => {
      const { brokers } = await admin.describeCluster();
      const replicas = Math.min(3, brokers.length);
      await admin.createTopics({
        waitForLeaders: false, // the client takes a broker that has not heard of the topic yet for a fault
        topics: topics.map(({ name, partitions, retentionDays }) => ({
          topic: name,
          numPartitions: partitions,
          replicationFactor: replicas,
          configEntries: [
            { name: 'retention.ms', value: String(retentionDays * dayMs) },
            { name: 'cleanup.policy', value: 'delete' },
            { name: 'max.message.bytes', value: String(largestBatchBytes) },
            ...(replicas === 3 ? [{ name: 'min.insync.replicas', value: '2' }] : []),
          ],
        })),
      });
    });
  }

  private async spread(names: readonly string[]): Promise<void> {
    for (let attempt = 0; attempt < spreading.attempts; attempt += 1) {
      if ((await this.look(names)).size === names.length) return;
      await pause(pauseAfter(attempt, spreading), new AbortController().signal);
    }
  }

  private async look(names: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const admin = await this.admin();
    const found = new Map<string, number>();
    for (const name of names) {
      const partitions = await this.lookAt(admin, name);
      if (partitions === undefined) this.partitionsOf.delete(name);
      else {
        found.set(name, partitions);
        this.partitionsOf.set(name, partitions);
      }
    }
    return found;
  }

  private async lookAt(admin: Admin, name: string): Promise<number | undefined> {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
      return topics[0]?.partitions.length;
    } catch (fault) {
      if (brokersWord(fault) === 'UNKNOWN_TOPIC_OR_PARTITION') return undefined;
      throw brokerFault(fault);
    }
  }

  private async asked<Result>(ask: () => Promise<Result>): Promise<Result> {
    try {
      return await ask();
    } catch (fault) {
      throw brokerFault(fault);
    }
  }
}
