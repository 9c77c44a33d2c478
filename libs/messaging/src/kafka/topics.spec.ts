import { jest } from '@jest/globals';
import type { Admin } from 'kafkajs';
import { UnknownTopic } from '../errors.js';
import { KafkaTopics } from './topics.js';

const topic = { name: 'test.cases.v1', partitions: 3, retentionDays: 1 };

/** A broker that has not heard of a topic for so many questions after the controller made it. */
const slowCluster = (questions: number) => {
  const created: unknown[] = [];
  let asked = 0;
  const admin = {
    listTopics: async () => [],
    describeCluster: async () => ({ brokers: [{}] }),
    createTopics: async (request: unknown) => created.push(request),
    fetchTopicMetadata: async () => {
      asked += 1;
      if (asked <= questions) throw Object.assign(new Error('unknown'), { type: 'UNKNOWN_TOPIC_OR_PARTITION' });
      return { topics: [{ name: topic.name, partitions: [{}, {}, {}] }] };
    },
  };
  return { topics: new KafkaTopics(async () => admin as unknown as Admin), created };
};

describe('A topic that was just created', () => {
  it('is there when the brokers have heard of it', async () => {
    const { topics, created } = slowCluster(3);
    await topics.ensure([topic]);
    expect(created).toMatchObject([{ waitForLeaders: false, topics: [{ topic: topic.name, numPartitions: 3 }] }]);
    expect(await topics.partitions(topic.name)).toBe(3);
  });

  it('is unknown when they never do', async () => {
    jest.useFakeTimers();
    const ensured = expect(slowCluster(Infinity).topics.ensure([topic])).rejects.toThrow(UnknownTopic);
    await jest.advanceTimersByTimeAsync(60_000);
    jest.useRealTimers();
    await ensured;
  });
});
