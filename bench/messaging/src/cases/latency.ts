import { setTimeout as sleep } from 'node:timers/promises';
import { quantile, roundsOfFigures } from '@liaison/bench-kit';
import kafkajs from 'kafkajs';
import { counted } from '../counted.js';
import { createTopic, type Surroundings } from '../surroundings.js';
import { bareClient, bareConsumer, bareRecord } from '../wire/bare.js';
import { booked, bookingsOf } from '../wire/bookings.js';
import { startPair } from './pair.js';

const rates = [100, 1_000];
const bareTopic = bookingsOf('echoed');

/** From a command's acknowledgement to the row in the other service, beside a message from produce to consume. */
export const latency = async ({ ground, options: { seconds, count }, report }: Surroundings): Promise<void> => {
  await createTopic(ground.brokers, bareTopic);
  const pair = await startPair(ground);
  const echo = await startEcho(ground.brokers);
  for (const perSecond of rates) {
    const figures = (latencies: readonly number[]) => ({ p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) });
    const medians = await roundsOfFigures(
      new Map([
        ['liaison', async () => figures(await pair.load(perSecond, seconds))],
        ['bare', async () => figures(await echo.load(perSecond, seconds))],
      ]),
      { count },
    );
    const [ours, bare] = [medians.get('liaison'), medians.get('bare')];
    for (const share of ['p50', 'p99'] as const)
      report({
        ...{ case: `acknowledged → row in the other service, ${perSecond}/s, ${share}`, value: ours?.[share] ?? NaN, unit: 'ms' },
        ...{ against: 'kafkajs produce → consume', reference: bare?.[share] ?? NaN, ...(share === 'p99' && { aim: { atMost: 2 } }) },
      });
  }
  await echo.stop();
  await pair.stop();
};

/** A producer and a consumer in one process, each as it comes. */
const startEcho = async (brokers: string) => {
  const [sentAt, seenAt] = [new Map<number, number>(), new Map<number, number>()];
  const consumer = await bareConsumer(brokers, bareTopic.name, async (all) => {
    for (const { n } of all) seenAt.set(n, performance.now());
  });
  const producer = bareClient(brokers).producer({
    allowAutoTopicCreation: false,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  let last = 0;
  return {
    load: async (perSecond: number, seconds: number): Promise<readonly number[]> => {
      const [total, first, begun] = [perSecond * seconds, last + 1, performance.now()];
      const sending: Promise<unknown>[] = [];
      while (sending.length < total) {
        const due = Math.min(total, Math.floor(((performance.now() - begun) * perSecond) / 1000));
        for (; sending.length < due; last += 1) {
          const message = bareRecord('echoed', booked(last + 1), bareTopic.partitions);
          sentAt.set(last + 1, performance.now());
          sending.push(producer.send({ topic: bareTopic.name, acks: -1, messages: [message] }));
        }
        await sleep(1);
      }
      await Promise.all(sending);
      for (const until = performance.now() + 10_000; seenAt.size < last && performance.now() < until;) await sleep(20);
      counted('messages echoed', last, seenAt.size);
      return Array.from({ length: total }, (_, n) => (seenAt.get(first + n) ?? NaN) - (sentAt.get(first + n) ?? NaN));
    },
    stop: async () => {
      await producer.disconnect();
      await consumer.disconnect();
    },
  };
};
