import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventStoreMigrations } from '@liaison/event-store';
import { startPostgres } from '@liaison/service-kit';
import pg from 'pg';

export type Server = {
  /** An empty database. */
  database(name: string): Promise<string>;
  stop(): Promise<void>;
};

/** The embedded PostgreSQL with its usual settings, so with all that durability costs, in a temporary folder. */
export const startServer = async (): Promise<Server> => {
  const home = mkdtempSync(join(tmpdir(), 'liaison-bench-'));
  chmodSync(home, 0o755); // where we are root, the server is another user
  const postgres = await startPostgres(home);
  const stop = async (): Promise<void> => {
    await postgres.stop();
    rmSync(home, { recursive: true, force: true });
  };
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.once(signal, () => void stop().finally(() => process.exit(code)));
  return {
    database: async (name) => {
      await run(postgres.url('postgres'), `create database ${name}`);
      return postgres.url(name);
    },
    stop,
  };
};

/** An event store's tables, in a schema of their own. */
export const eventStoreSchema = async (url: string, schema: string): Promise<void> => {
  await run(url, `create schema ${schema}`);
  await run(url, eventStoreMigrations.map(({ sql }) => sql).join(';\n'), schema);
};

export const run = async (url: string, sql: string, schema?: string): Promise<pg.QueryResult> => {
  const client = new pg.Client({ connectionString: url, ...(schema !== undefined && { options: `-c search_path=${schema}` }) });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
};
