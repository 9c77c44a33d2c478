import { eventStoreMigrations, type Migration } from '@liaison/event-store';
import type { Log } from '@liaison/projections';
import { freshDatabase } from '@liaison/testing';
import pg from 'pg';
import { embeddedBusMigrations } from '../embedded/migrations.js';
import { messagingMigrations } from '../migrations.js';

export type TestingDatabase = Awaited<ReturnType<typeof testingDatabase>>;

/** A service's schema and a broker's, for specs. What is logged as an error is kept. */
export const testingDatabase = async () => {
  const database = await freshDatabase();
  const poolOf = (schema: string): pg.Pool => {
    const pool = new pg.Pool({ connectionString: database.url, max: 20, options: `-c search_path=${schema}` });
    // the database is dropped while the last connections are still saying goodbye
    return pool.on('error', () => undefined);
  };
  const prepared = async (schema: string, migrations: readonly Migration[]): Promise<pg.Pool> => {
    const pool = poolOf(schema);
    await pool.query(`create schema ${schema}`);
    for (const { sql } of migrations) await pool.query(sql);
    return pool;
  };
  const broker = await prepared('broker', embeddedBusMigrations);
  const service = await prepared('test', [...eventStoreMigrations, ...messagingMigrations]);
  const errors: object[] = [];
  const log: Log = { info: () => undefined, warn: () => undefined, error: (facts: object) => void errors.push(facts) };
  return {
    ...{ broker, service, schema: 'test', url: database.url, log, errors },
    close: async () => {
      await Promise.all([broker.end(), service.end()]);
      await database.drop();
    },
  };
};
