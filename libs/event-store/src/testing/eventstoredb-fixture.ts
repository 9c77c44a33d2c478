import pg from 'pg';
import { EventStoreDbEventStore } from '../eventstoredb/eventstoredb-event-store.js';
import { PostgresCommandLog } from '../postgres/command-log.js';
import { InProcessServer } from './eventstoredb-server/index.js';
import { postgresFixture } from './postgres-fixture.js';
import type { EventStoreFixture } from './stage.js';

export type EventStoreDbFixture = EventStoreFixture & {
  readonly server: InProcessServer;
  readonly store: () => EventStoreDbEventStore;
  /** Of a store with a command log beside it, for tests that cut the two apart. */
  readonly commands: PostgresCommandLog;
};

const capabilities = {
  densePositions: false,
  repeatsOfAny: 'first-answer',
  partialRepeatsAreNamed: true,
  commandsCommitWithAppends: false,
} as const;

/** Stores over one server, and the command log in a database of its own. */
const fixtureOver = async (connectionString: string, context: string) => {
  const database = await postgresFixture();
  const pool = new pg.Pool({ connectionString: database.url, max: 8, options: `-c search_path=${database.schema}` });
  pool.on('error', () => undefined);
  const commands = new PostgresCommandLog(pool);
  const stores: EventStoreDbEventStore[] = [];
  return {
    capabilities,
    commands,
    store: () => {
      const store = new EventStoreDbEventStore({ connectionString, context, commands });
      stores.push(store);
      return store;
    },
    dispose: async () => {
      await Promise.all(stores.map((store) => store.close()));
      await pool.end();
      await database.dispose();
    },
  };
};

/** On the server in this process. */
export const inProcessFixture = async (context = 'suite'): Promise<EventStoreDbFixture> => {
  const server = await new InProcessServer().start();
  const fixture = await fixtureOver(server.connectionString, context);
  return {
    ...fixture,
    server,
    interrupt: () => server.restart(),
    dispose: async () => {
      await fixture.dispose();
      await server.stop();
    },
  };
};

/** On a server from outside, whose connections nobody here can cut. */
export const realFixture = async (connectionString: string): Promise<EventStoreFixture> => ({
  ...(await fixtureOver(connectionString, 'suite')),
  interrupt: async () => undefined,
});
