import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { kafkaIsThere, outsidePython } from '@liaison/testing';
import { partitionFor } from '../partition.js';
import { kafkaCorner } from '../testing/kafka-corner.js';
import { message } from '../testing/message.js';

const python = kafkaIsThere() ? outsidePython('confluent_kafka, cloudevents') : undefined;
const reader = fileURLToPath(new URL('outside-reader.py', import.meta.url));

type Read = { attributes: Record<string, unknown>; data: unknown; key: string; partition: number };

if (python === undefined)
  describe.skip('Our topics in another language (skipped: there is no Kafka, or no Python with confluent-kafka and cloudevents)', () => {
    it('are CloudEvents', () => expect(python).toBeDefined());
  });
else
  describe('Our topics, read by librdkafka and the CloudEvents SDK for Python', () => {
    it('hold CloudEvents 1.0 with our extensions, under the key and in the partition that they were sent with', async () => {
      const corner = await kafkaCorner();
      const topic = { name: `test${corner.name}.outside.v1`, partitions: 3, retentionDays: 1 };
      const bus = corner.member();
      await bus.ensureTopics([topic]);
      const sent = ['ключ', 'key-1', 'key-2'].map((key, n) =>
        message({
          ...{ topic: topic.name, key, partition: partitionFor(key, 3), position: n + 1, data: { n, text: 'ü' } },
          traceparent: `00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333${n}-01`,
        }),
      );
      await bus.publish(sent);
      const { stdout } = await promisify(execFile)(python, [reader, corner.connection.brokers.join(), topic.name, '3']);
      const read = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Read);
      for (const { id, source, type, time, key, partition, position, index, incarnation, traceparent, data } of sent)
        expect(read).toContainEqual({
          attributes: {
            ...{ specversion: '1.0', id, source, type, time, datacontenttype: 'application/json', traceparent, partitionkey: key },
            ...{ position: String(position), index: String(index), incarnation },
          },
          ...{ data, key, partition },
        });
      expect(read).toHaveLength(3);
      await corner.dispose();
    }, 120_000);
  });
