import { randomUUID } from 'node:crypto';
import { eventStoreMigrations, type EventStore, type Migration, type NewEvent } from '@liaison/event-store';
import { freshDatabase } from '@liaison/testing';
import pg from 'pg';
import type { Log } from './log.js';
import { projectionMigrations } from './migrations.js';

export type TestingService = Awaited<ReturnType<typeof testingService>>;

/** A database with a service's schema in it, for specs. What is logged as an error is kept. */
export const testingService = async (migrations: readonly Migration[] = [...eventStoreMigrations, ...projectionMigrations]) => {
  const database = await freshDatabase();
  const schema = 'test';
  const pool = new pg.Pool({ connectionString: database.url, max: 20, options: `-c search_path=${schema}` });
  // the database is dropped while the last connections are still saying goodbye
  pool.on('error', () => undefined);
  await pool.query(`create schema ${schema}`);
  for (const { sql } of migrations) await pool.query(sql);
  const errors: object[] = [];
  const log: Log = { info: () => undefined, warn: () => undefined, error: (facts: object) => void errors.push(facts) };
  return {
    ...{ schema, pool, log, errors, url: database.url },
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
};

export const event = (type: string, data: object): NewEvent => ({
  id: randomUUID(),
  type,
  data,
  metadata: { commandId: randomUUID(), by: 'test' },
});

/** One stream per room. Resolves with the position of the last event. */
export const record = async (store: EventStore, ...events: readonly { type: string; data: { room: string } }[]): Promise<number> => {
  let position = 0;
  for (const { type, data } of events) ({ position } = await store.append(`test.room-${data.room}`, 'any', [event(type, data)]));
  return position;
};

/** Until the condition holds; the test's own limit ends it otherwise. */
export const until = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
};
