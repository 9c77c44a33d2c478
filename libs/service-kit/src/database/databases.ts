import pg from 'pg';
import { isEmbedded, type Config } from '../config/config.js';
import { startPostgres, type RunningPostgres } from '../embedded/postgres.js';
import { asOwner, withSearchPath } from './connections.js';
import { prepareOwnDatabase, prepareOwners, type Owner } from './owners.js';

/** Where each owner finds its schema. */
export type Databases = { urlOf(owner: string): string };

const embeddedDatabase = 'liaison';

/**
 * Starts PostgreSQL when it is ours, and brings roles, schemas and tables up to date. `started` hears of the server as soon
 * as there is something to stop.
 */
export const openDatabases = async (
  config: Config,
  owners: readonly Owner[],
  started: (postgres: RunningPostgres) => void,
): Promise<Databases> => {
  if (isEmbedded(config)) {
    const postgres = await startPostgres(config.home);
    started(postgres);
    await createDatabase(postgres.url('postgres'));
    await prepareOwners(postgres.url(embeddedDatabase), owners);
    return { urlOf: (owner) => withSearchPath(postgres.url(embeddedDatabase, owner), owner) };
  }
  const { databaseUrl = '', databaseUrls } = config;
  const shared = owners.filter(({ name }) => databaseUrls[name] === undefined);
  if (shared.length > 0) await prepareOwners(databaseUrl, shared);
  for (const owner of owners) {
    const own = databaseUrls[owner.name];
    if (own !== undefined) await prepareOwnDatabase(own, owner);
  }
  return {
    urlOf: (owner) => {
      const own = databaseUrls[owner];
      return own === undefined ? asOwner(databaseUrl, owner) : withSearchPath(own, owner);
    },
  };
};

const createDatabase = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query('select from pg_database where datname = $1', [embeddedDatabase]);
    if (rows.length === 0) await client.query(`create database ${embeddedDatabase}`);
  } finally {
    await client.end();
  }
};
