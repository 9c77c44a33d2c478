import type { Message, MessageBus } from '../message-bus.js';
import { consumingService, runConsumer, type RunningConsumer, type Runs } from './consumer-under-test.js';
import { testingDatabase, type TestingDatabase } from './database.js';
import { topicOf, type Broker } from './message-bus.suite.js';
import { message } from './message.js';
import { until } from './until.js';

/** A broker, a database and a service that consumes, anew for every test of the surrounding block. */
export const consumingOn = (open: () => Promise<Broker>) => {
  let broker: Broker;
  let database: TestingDatabase;
  let topic = topicOf('', 'cases', 2);
  let service = consumingService(topic);
  const running: RunningConsumer[] = [];

  beforeEach(async () => {
    [broker, database] = await Promise.all([open(), testingDatabase()]);
    topic = topicOf(broker.name, 'cases', 2);
    service = consumingService(topic);
    await database.service.query('create table kept (at serial, n integer, traceparent text)');
  }, 120_000);
  afterEach(async () => {
    await Promise.all(running.splice(0).map(({ stop }) => stop()));
    await broker.dispose();
    await database.close();
  });

  const group = (): string => `billing.${broker.name}`;
  return {
    group,
    broker: () => broker,
    database: () => database,
    topic: () => topic,
    service: () => service,
    run: async (options: Partial<Runs> = {}): Promise<RunningConsumer> => {
      const { controller } = service;
      const bus: MessageBus = broker.member();
      const consumer = await runConsumer({ bus, group: group(), topic, database, controller, ...options });
      running.push(consumer);
      return consumer;
    },
    /** Stops the consumer, and what it has committed is forgotten. */
    loseOffsets: async (consumer: RunningConsumer): Promise<void> => {
      await consumer.stop();
      running.splice(running.indexOf(consumer), 1);
      await broker.loseOffsets(group());
    },
    told: (position: number, fields: Partial<Message> = {}): Message =>
      message({ topic: topic.name, position, data: { n: position }, ...fields }),
    /** Of the kind that is taken as many as wait; its effect is a row. */
    kept: (position: number, fields: Partial<Message> = {}): Message =>
      message({ topic: topic.name, position, data: { n: position }, type: service.kept.type, ...fields }),
    /** The numbers of the rows, in the order in which they were written, and how many transactions wrote them. */
    rows: async () => {
      const { rows } = await database.service.query<{ n: number; xmin: string }>('select n, xmin from kept order by at');
      return { numbers: rows.map(({ n }) => n), transactions: new Set(rows.map(({ xmin }) => xmin)).size };
    },
    publish: (...messages: readonly Message[]): Promise<void> => broker.member().publish(messages),
    acting: (...ns: readonly number[]): Promise<void> => until(() => ns.every((n) => service.numbers().includes(n))),
    parkedSoFar: ({ strategy }: RunningConsumer, events: number): Promise<void> =>
      until(async () => (await strategy.parked.count()).events === events),
    onlyKey: async ({ strategy }: RunningConsumer) => {
      const [key] = await strategy.parked.list();
      if (!key) throw new Error('nothing is parked');
      return key;
    },
  };
};
