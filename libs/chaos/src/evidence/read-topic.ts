import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import { samplesOf, type Ward } from '../services/samples.js';
import type { RecordFact } from './facts.js';

/** Everything on a ward's topic from its beginning, read by a plain client and understood by its headers alone. */
export const readTopic = async (brokers: string, ward: Ward): Promise<readonly RecordFact[]> => {
  const topic = samplesOf(ward).name;
  const kafka = new kafkajs.Kafka({ brokers: [brokers], clientId: 'evidence', logLevel: kafkajs.logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const ends = new Map((await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, Number(high)]));
  await admin.disconnect();

  const records: RecordFact[] = [];
  const missing = () => [...ends.values()].reduce((sum, end) => sum + end, 0) - records.length;
  if (missing() === 0) return records;
  const consumer = kafka.consumer({ groupId: `evidence-${randomUUID()}`, allowAutoTopicCreation: false });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    consumer
      .run({
        eachMessage: async ({ partition, message: { offset, key, value, headers = {} } }) => {
          const { ref, number } = JSON.parse(value?.toString() ?? '') as { ref: number; number: number };
          const position = Number(headers['ce_position']?.toString());
          records.push({ ref, number, patient: `${ward}/${key?.toString()}`, position, partition, offset: Number(offset) });
          if (missing() === 0) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return records.toSorted((one, other) => one.partition - other.partition || one.offset - other.offset);
};
