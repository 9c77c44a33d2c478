import { freshDatabase } from '@liaison/testing';
import pg from 'pg';
import { eventStoreMigrations } from '../postgres/migrations.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import type { EventStoreFixture } from './stage.js';

export type PostgresFixture = Omit<EventStoreFixture, 'store'> & {
  readonly url: string;
  readonly schema: string;
  readonly store: () => PostgresEventStore;
  /** As the owner of the tables, with them in the search path. */
  readonly query: (sql: string, values?: unknown[]) => Promise<pg.QueryResult>;
};

/** A schema with the tables of an event store in a database of its own. */
export const postgresFixture = async (): Promise<PostgresFixture> => {
  const database = await freshDatabase();
  const schema = 'suite';
  const admin = new pg.Pool({ connectionString: database.url, max: 4, options: `-c search_path=${schema}` });
  admin.on('error', () => undefined);
  await admin.query(`create schema ${schema}`);
  for (const { sql } of eventStoreMigrations) await admin.query(sql);
  const stores: PostgresEventStore[] = [];
  return {
    url: database.url,
    schema,
    query: (sql, values) => admin.query(sql, values),
    capabilities: {
      densePositions: true,
      repeatsOfAny: 'first-answer',
      partialRepeatsAreNamed: true,
      commandsCommitWithAppends: true,
    },
    store: () => {
      const store = new PostgresEventStore({ connectionString: database.url, schema, context: 'suite' });
      stores.push(store);
      return store;
    },
    interrupt: async () => {
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      );
    },
    dispose: async () => {
      await Promise.all(stores.map((store) => store.close()));
      await admin.end();
      await database.drop();
    },
  };
};
