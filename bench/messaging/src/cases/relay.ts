import { randomUUID } from 'node:crypto';
import { rounds } from '@liaison/bench-kit';
import { PostgresEventStore } from '@liaison/event-store';
import { publishes, Relay, type MessageBus } from '@liaison/messaging';
import { counted } from '../counted.js';
import { busOn, createTopic, poolOn, serviceSchema, silent, type Surroundings } from '../surroundings.js';
import { bareProducer, bareRecords, produceAll, recordsOn } from '../wire/bare.js';
import { booked, bookedV1, bookingsOf, type BookedEvent } from '../wire/bookings.js';

const schema = 'relayed';
const topic = bookingsOf(schema);
const bareTopic = bookingsOf('produced');

/** From the event store to the broker's acknowledgement, beside a producer that has its records in memory. */
export const relaying = async ({ ground, options: { messages, count }, report }: Surroundings): Promise<void> => {
  await serviceSchema(ground.databaseUrl, schema);
  const pool = poolOn(ground.databaseUrl, schema);
  const store = new PostgresEventStore({ pool, schema });
  for (let from = 0; from < messages; from += 100) await store.append(`${schema}.patient-${from}`, 'no-stream', hundred(from));
  const bus = busOn(ground.brokers);
  await bus.ensureTopics([topic]);
  await createTopic(ground.brokers, bareTopic);
  const producer = await bareProducer(ground.brokers);
  const records = bareRecords('produced', messages, bareTopic.partitions);

  const medians = await rounds(
    new Map([
      [
        'liaison',
        async () => {
          await pool.query('update relay_checkpoint set position = 0');
          const before = await recordsOn(ground.brokers, topic.name);
          const perSecond = await relayAll(bus, store, pool, messages);
          counted('records relayed', messages, (await recordsOn(ground.brokers, topic.name)) - before);
          return perSecond;
        },
      ],
      [
        'bare',
        async () => {
          const before = await recordsOn(ground.brokers, bareTopic.name);
          const from = performance.now();
          await produceAll(producer, bareTopic.name, records);
          const perSecond = (messages * 1000) / (performance.now() - from);
          counted('records produced', messages, (await recordsOn(ground.brokers, bareTopic.name)) - before);
          return perSecond;
        },
      ],
    ]),
    { count },
  );
  await producer.disconnect();
  await bus.close();
  await store.close();
  await pool.end();
  report({
    ...{ case: 'relay', value: medians.get('liaison') ?? NaN, unit: 'messages/s', against: 'kafkajs producer' },
    ...{ reference: medians.get('bare') ?? NaN, aim: { atLeast: 0.6 } },
  });
};

const hundred = (from: number) =>
  Array.from({ length: 100 }, (_, n) => ({
    ...{ id: randomUUID(), type: 'Booked', data: booked(from + n + 1) },
    metadata: { commandId: randomUUID(), by: 'bench' },
  }));

/** @returns messages a second, until the last of them is acknowledged */
const relayAll = async (bus: MessageBus, store: PostgresEventStore, pool: ReturnType<typeof poolOn>, messages: number): Promise<number> => {
  let acknowledged = 0;
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const counting: Pick<MessageBus, 'ensureTopics' | 'publish'> = {
    ensureTopics: (topics) => bus.ensureTopics(topics),
    publish: async (batch) => {
      await bus.publish(batch);
      acknowledged += batch.length;
      if (acknowledged >= messages) finish();
    },
  };
  const relay = new Relay({
    ...{ service: schema, store, pool, schema, topics: [topic], log: silent, bus: { ...absent, ...counting } },
    published: publishes<BookedEvent>({ Booked: (data) => bookedV1(schema).with(data.patientId, data) }),
  });
  const from = performance.now();
  await relay.start();
  await finished;
  const perSecond = (messages * 1000) / (performance.now() - from);
  await relay.stop();
  return perSecond;
};

/** What a relay does not use of a bus. */
const absent: MessageBus = {
  ensureTopics: async () => undefined,
  publish: async () => undefined,
  consume: async () => undefined,
  health: async () => ({ ok: true }),
  lag: async () => [],
  close: async () => undefined,
};
