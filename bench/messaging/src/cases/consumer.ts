import { rounds as medianRounds } from '@liaison/bench-kit';
import { Controller, Module, type Type } from '@nestjs/common';
import { Consumes, ConsumesMany, type Happened } from '@liaison/messaging';
import { startForTest, type Service } from '@liaison/service-kit';
import type { PoolClient } from 'pg';
import { counted } from '../counted.js';
import { createTopic, environment, poolOn, type Surroundings } from '../surroundings.js';
import { bareConsumer, bareProducer, bareRecords, produceAll } from '../wire/bare.js';
import { booked, bookedV1, bookingsOf, insertVisits, visitsTable, type Booked } from '../wire/bookings.js';

const source = 'consumed';
const topic = bookingsOf(source);

type Effect = 'nothing, one by one' | 'nothing, many' | 'rows';

/** What waits on a topic, handled by a service with effects that do nothing and with rows, beside a client that reads it. */
export const consuming = async (surroundings: Surroundings): Promise<void> => {
  const { ground, options, report } = surroundings;
  const { messages, count } = options;
  await createTopic(ground.brokers, topic);
  const producer = await bareProducer(ground.brokers);
  await produceAll(producer, topic.name, bareRecords(source, messages, topic.partitions));
  await producer.disconnect();

  const medians = await medianRounds(
    new Map([
      ['single', () => handled(surroundings, 'nothing, one by one')],
      ['many', () => handled(surroundings, 'nothing, many')],
      ['bare', () => consumed(surroundings, 'nothing')],
      ['rows', () => handled(surroundings, 'rows')],
      ['bareRows', () => consumed(surroundings, 'rows')],
      ['inserts', () => inserted(surroundings)],
    ]),
    { count },
  );
  const beside = (name: string, value: string, against: string, reference: string) =>
    report({
      ...{ case: `consumer, ${name}`, value: medians.get(value) ?? NaN, unit: 'messages/s' },
      ...{ against, reference: medians.get(reference) ?? NaN, aim: { atLeast: 0.6 } },
    });
  beside('no effect, one by one', 'single', 'kafkajs consumer', 'bare');
  beside('no effect, many at a time', 'many', 'kafkajs consumer', 'bare');
  beside('a row each, many at a time', 'rows', 'kafkajs consumer that inserts its batches', 'bareRows');
  beside('a row each, many at a time', 'rows', 'inserts of 1,000 rows from memory', 'inserts');
};

let rounds = 0;

/** From the first to the last event handled by a service that has just joined. */
const handled = async (surroundings: Surroundings, effect: Effect): Promise<number> => {
  const { ground, options } = surroundings;
  rounds += 1;
  const name = `round${rounds}`;
  const clock = stopwatch(options.messages);
  const system = await startForTest([serviceOf(name, effect, clock.tick)], {
    databaseUrl: ground.databaseUrl,
    env: environment(surroundings),
  });
  const perSecond = await clock.perSecond;
  await system.stop();
  counted('events handled', options.messages, clock.count());
  if (effect === 'rows') {
    const pool = poolOn(ground.databaseUrl, name, 1);
    const { rows } = await pool.query<{ count: number }>('select count(distinct n)::integer as count from visits');
    await pool.end();
    counted('rows of handled events', options.messages, rows[0]?.count ?? 0);
  }
  return perSecond;
};

const serviceOf = (name: string, effect: Effect, tick: (by?: number) => void): Service => ({
  ...{ name, title: 'Round', entities: [], projections: [], consumes: [topic] },
  migrations: [{ id: `${name}-visits`, sql: visitsTable(name) }],
  module: () => ({ module: RoundModule, controllers: [handlerOf(effect, tick)] }),
});

@Module({})
class RoundModule {}

const handlerOf = (effect: Effect, tick: (by?: number) => void): Type => {
  @Controller()
  class OneByOne {
    @Consumes(bookedV1(source))
    async booked(): Promise<void> {
      tick();
    }
  }
  @Controller()
  class Many {
    @ConsumesMany(bookedV1(source))
    async booked(bookings: readonly Happened<Booked>[], client: PoolClient): Promise<void> {
      if (effect === 'rows') await client.query(insertVisits(bookings.map(({ data }) => data)));
      tick(bookings.length);
    }
  }
  return effect === 'nothing, one by one' ? OneByOne : Many;
};

/** The same records by the client alone, read as JSON; with rows, a statement for each batch that the client hands over. */
const consumed = async ({ ground, options: { messages } }: Surroundings, effect: 'nothing' | 'rows'): Promise<number> => {
  const clock = stopwatch(messages);
  const schema = `bare${rounds}`;
  const pool = poolOn(ground.databaseUrl, schema);
  await pool.query(`create schema if not exists ${schema}`);
  if (effect === 'rows') await pool.query(visitsTable(schema));
  const consumer = await bareConsumer(ground.brokers, topic.name, async (bookings) => {
    if (effect === 'rows') await pool.query(insertVisits(bookings));
    clock.tick(bookings.length);
  });
  const perSecond = await clock.perSecond;
  await consumer.disconnect();
  await pool.end();
  return perSecond;
};

/** The same rows from memory, a thousand in a statement. */
const inserted = async ({ ground, options: { messages } }: Surroundings): Promise<number> => {
  const schema = `inserted${rounds}`;
  const pool = poolOn(ground.databaseUrl, schema, 1);
  await pool.query(`create schema ${schema}`);
  await pool.query(visitsTable(schema));
  const from = performance.now();
  for (let first = 1; first <= messages; first += 1_000) {
    const bookings = Array.from({ length: Math.min(1_000, messages - first + 1) }, (_, n) => booked(first + n));
    await pool.query(insertVisits(bookings));
  }
  const perSecond = (messages * 1000) / (performance.now() - from);
  await pool.end();
  return perSecond;
};

/** From the first tick to the last. */
const stopwatch = (messages: number) => {
  let [ticks, from, first] = [0, 0, 0];
  let finish: (perSecond: number) => void = () => undefined;
  const perSecond = new Promise<number>((resolve) => (finish = resolve));
  return {
    perSecond,
    count: () => ticks,
    /** What is handled at once begins the clock and does not count. */
    tick: (by = 1) => {
      ticks += by;
      if (ticks === by) [from, first] = [performance.now(), by];
      if (ticks === messages) finish(((messages - first) * 1000) / (performance.now() - from));
    },
  };
};
