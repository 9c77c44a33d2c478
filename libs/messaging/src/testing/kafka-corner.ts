import { randomBytes } from 'node:crypto';
import { kafkaBrokers } from '@liaison/testing';
import type { WireHeaders } from '../cloud-events/record.js';
import { kafkaClient, type KafkaConnection } from '../kafka/connection.js';
import { KafkaBus, type KafkaBusOptions } from '../kafka/kafka-bus.js';
import type { Admin } from 'kafkajs';
import type { Broker } from './message-bus.suite.js';

export type KafkaCorner = Omit<Broker, 'member'> & {
  readonly member: (options?: Partial<KafkaBusOptions>) => KafkaBus;
  /** Does what an administrator does. */
  readonly administer: <Result>(work: (admin: Admin) => Promise<Result>) => Promise<Result>;
  readonly connection: KafkaConnection;
  readonly errors: readonly object[];
  /** Bytes that no member has written. */
  readonly produce: (topic: string, record: { key?: Buffer | null; value: Buffer | null; headers?: WireHeaders }) => Promise<void>;
};

/** Names of one's own on a real Kafka, for a spec. */
export const kafkaCorner = async (brokers?: string): Promise<KafkaCorner> => {
  const name = randomBytes(5).toString('hex');
  const connection = { brokers: (brokers ?? (await kafkaBrokers())).split(','), clientId: `test-${name}` };
  const errors: object[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (facts: object) => void errors.push(facts) };
  const members: KafkaBus[] = [];
  const client = await kafkaClient(connection, log);
  const producer = client.producer({ createPartitioner: () => () => 0 });
  let connected: Promise<void> | undefined;
  const send = async (topic: string, partition: number, record: Parameters<KafkaCorner['produce']>[1]) => {
    await (connected ??= producer.connect());
    const { key = null, value, headers } = record;
    await producer.send({ topic, messages: [{ key, value, partition, headers: { ...headers } }] });
  };
  const administer: KafkaCorner['administer'] = async (work) => {
    const admin = client.admin();
    await admin.connect();
    return work(admin).finally(() => admin.disconnect());
  };
  return {
    ...{ name, connection, errors },
    member: (options = {}) => {
      const bus = new KafkaBus({ connection, log, ...options });
      members.push(bus);
      return bus;
    },
    produce: (topic, record) => send(topic, 0, record),
    intrude: (topic, partition, event, key) =>
      send(topic, partition, {
        key: Buffer.from(key),
        value: Buffer.from(JSON.stringify(event)),
        headers: { 'content-type': 'application/cloudevents+json' },
      }),
    administer,
    loseOffsets: (groupId) => administer(async (admin) => void (await admin.deleteGroups([groupId]))),
    dispose: async () => {
      await Promise.all(members.map((bus) => bus.close()));
      await producer.disconnect();
      await administer(async (admin) => {
        const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(`test${name}.`));
        if (topics.length > 0) await admin.deleteTopics({ topics });
      });
    },
  };
};
