import { randomUUID } from 'node:crypto';
import { partitionFor } from '@liaison/messaging';
import kafkajs, { type Consumer, type IHeaders, type Producer } from 'kafkajs';
import { booked, type Booked } from './bookings.js';

/** The client as it comes, on the same records as ours: the same headers, values and partitions. */
export const bareClient = (brokers: string) =>
  new kafkajs.Kafka({ brokers: [brokers], clientId: 'bare', logLevel: kafkajs.logLevel.NOTHING });

export type BareRecord = { readonly key: string; readonly value: string; readonly headers: IHeaders; readonly partition: number };

export const bareRecord = (source: string, data: Booked, partitions: number): BareRecord => ({
  key: data.patientId,
  value: JSON.stringify(data),
  partition: partitionFor(data.patientId, partitions),
  headers: {
    ce_specversion: '1.0',
    ce_id: randomUUID(),
    ce_source: `/liaison/${source}`,
    ce_type: `org.liaison.${source}.booked.v1`,
    ce_time: '2026-12-01T09:30:00Z',
    ce_partitionkey: data.patientId,
    ce_position: String(data.n),
    ce_index: '0',
    ce_incarnation: '4b0f3a52-5f0c-4c1e-8d5c-2d6b1e9a7f10',
    'content-type': 'application/json',
  },
});

export const bareRecords = (source: string, count: number, partitions: number): readonly BareRecord[] =>
  Array.from({ length: count }, (_, n) => bareRecord(source, booked(n + 1), partitions));

/** As safe as ours: acknowledged by all replicas, idempotent, one request at a time. */
export const bareProducer = async (brokers: string): Promise<Producer> => {
  const producer = bareClient(brokers).producer({
    ...{ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false },
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return producer;
};

/** In requests of a thousand, one after another. */
export const produceAll = async (producer: Producer, topic: string, records: readonly BareRecord[]): Promise<void> => {
  for (let from = 0; from < records.length; from += 1_000)
    await producer.send({ topic, acks: -1, messages: [...records.slice(from, from + 1_000)] });
};

/** Hands the values of each batch over, read as JSON. The consumer is running when this resolves. */
export const bareConsumer = async (brokers: string, topic: string, each: (all: readonly Booked[]) => Promise<void>): Promise<Consumer> => {
  const consumer = bareClient(brokers).consumer({ groupId: `bare-${randomUUID()}`, maxWaitTimeInMs: 500, allowAutoTopicCreation: false });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
  await consumer.run({
    partitionsConsumedConcurrently: 16,
    eachBatch: async ({ batch }) => {
      await each(batch.messages.map(({ value }) => JSON.parse(value?.toString() ?? '') as Booked));
    },
  });
  await joined;
  return consumer;
};

/** How many records lie on a topic. */
export const recordsOn = async (brokers: string, topic: string): Promise<number> => {
  const admin = bareClient(brokers).admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  return offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
};
