import { existsSync, readFileSync } from 'node:fs';
import { EmbeddedBus } from '@liaison/messaging';
import pg from 'pg';
import { poolOn, silent, type Surroundings } from '../surroundings.js';
import { bookingsOf } from '../wire/bookings.js';
import { startPair, type Pair } from './pair.js';

const perSecond = 1_000;
const seconds = 60;
const limitMb = 250;

/** What a minute at 1,000 events a second takes of memory, on Kafka, and of the embedded broker's tables. */
export const memory = async ({ ground, report }: Surroundings): Promise<void> => {
  const onKafka = await startPair(ground);
  for (const [name, most] of await peaks(onKafka)) report(rss(name, most));
  await onKafka.stop();

  const embedded = await startPair(ground, 'embedded');
  for (const [name, most] of await peaks(embedded)) report(rss(`${name}, embedded broker`, most));
  await embedded.stop();
  const { megabytes, rows } = await brokersTables(ground.databaseUrl);
  report({
    ...{ case: "embedded broker's tables after a minute", value: megabytes, unit: 'MB', against: '1 kB for each message' },
    reference: rows / 1_000,
  });
  const { partitions } = bookingsOf('sender');
  report({
    ...{ case: "embedded broker's messages after their retention", value: await keptAfterRetention(ground.databaseUrl), unit: 'messages' },
    ...{ against: 'the newest of each partition', reference: partitions, aim: { atMost: 1 } },
  });
};

/** As if the retention of all had passed, and the bus had looked. */
const keptAfterRetention = async (databaseUrl: string): Promise<number> => {
  const pool = poolOn(databaseUrl, 'broker', 1);
  const bus = new EmbeddedBus({ pool, schema: 'broker', log: silent });
  await pool.query(`update events set time = time - interval '2 days'`);
  await bus.trim();
  await bus.close();
  const { rows } = await pool.query<{ count: number }>('select count(*)::integer as count from events');
  await pool.end();
  return rows[0]?.count ?? NaN;
};

const rss = (name: string, most: number) => ({
  ...{ case: `most memory of ${name}, ${perSecond}/s for ${seconds} s`, value: most, unit: 'MB RSS', against: `${limitMb} MB` },
  ...{ reference: limitMb, aim: { atMost: 1 } },
});

/** The most that each process had at any look. */
const peaks = async (pair: Pair): Promise<ReadonlyMap<string, number>> => {
  const most = new Map<string, number>();
  const look = () => {
    for (const { name, pid } of pair.members) most.set(name, Math.max(most.get(name) ?? 0, residentMb(pid)));
  };
  const timer = setInterval(look, 250);
  await pair.load(perSecond, seconds);
  clearInterval(timer);
  return most;
};

const residentMb = (pid: number | undefined): number => {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return NaN; // only Linux tells it this way
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]) / 1024;
};

const brokersTables = async (databaseUrl: string): Promise<{ readonly megabytes: number; readonly rows: number }> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ megabytes: number; rows: number }>(
    `select (select sum(pg_total_relation_size(c.oid)) / 1e6 from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where n.nspname = 'broker' and c.relkind = 'r')::float as megabytes,
            (select count(*)::integer from broker.events) as rows`,
  );
  await client.end();
  return rows[0] ?? { megabytes: NaN, rows: NaN };
};
