import type { Report } from '@liaison/bench-kit';
import type { Ground } from '@liaison/chaos';
import { eventStoreMigrations } from '@liaison/event-store';
import { KafkaBus, messagingMigrations, type TopicDefinition } from '@liaison/messaging';
import pg from 'pg';
import type { Options } from './options.js';

export type Surroundings = { readonly ground: Ground; readonly options: Options; readonly report: Report };

export const silent = { info: () => undefined, warn: () => undefined, error: (facts: object) => console.error(facts) };

export const poolOn = (connectionString: string, schema: string, max = 8): pg.Pool => {
  const pool = new pg.Pool({ connectionString, max, options: `-c search_path=${schema}` });
  return pool.on('error', () => undefined); // of an idle connection: the next query tells
};

/** A schema as a service has one: an event store and what messaging keeps. */
export const serviceSchema = async (connectionString: string, schema: string): Promise<void> => {
  const pool = poolOn(connectionString, schema, 1);
  await pool.query(`create schema ${schema}`);
  for (const { sql } of [...eventStoreMigrations, ...messagingMigrations]) await pool.query(sql);
  await pool.end();
};

export const busOn = (brokers: string): KafkaBus => new KafkaBus({ connection: { brokers: [brokers], clientId: 'bench' }, log: silent });

export const createTopic = async (brokers: string, topic: TopicDefinition): Promise<void> => {
  const bus = busOn(brokers);
  await bus.ensureTopics([topic]);
  await bus.close();
};

/** What a process needs to be told to use the bench's PostgreSQL and broker. */
export const environment = ({ ground }: Pick<Surroundings, 'ground'>, messaging: 'kafka' | 'embedded' = 'kafka') => ({
  DATABASE_URL: ground.databaseUrl,
  MESSAGING: messaging,
  ...(messaging === 'kafka' && { KAFKA_BROKERS: ground.brokers }),
  OIDC_ISSUER: 'http://issuer.test',
  OIDC_JWKS_URL: 'http://issuer.test/keys',
  LOG_LEVEL: 'warn',
});
