import type { Migration } from '@liaison/event-store';
import pg from 'pg';
import { quoted } from '@liaison/projections';
import { migrate } from './migrator.js';

/** Whoever has a role and a schema of its own: a service, or the embedded broker. */
export type Owner = { readonly name: string; readonly migrations: readonly Migration[] };

/** A number of our own for advisory locks: `liai` in ASCII. */
const preparing = 0x6c696169;

/**
 * Gives each owner its role and its schema, and brings the tables up to date. Any number of processes may do this at the
 * same moment: one works, the others wait and find it done.
 */
export const prepareOwners = async (adminUrl: string, owners: readonly Owner[]): Promise<void> =>
  withLock(adminUrl, async (client) => {
    await client.query('revoke all on schema public from public').catch(ignoring('42501')); // not ours to revoke: then it stays as its owner has it
    for (const { name, migrations } of owners) {
      await ensureRole(client, name);
      await client.query(`create schema if not exists ${quoted(name)} authorization ${quoted(name)}`);
      await client.query(`set role ${quoted(name)}`);
      await client.query(`set search_path to ${quoted(name)}`);
      await migrate(client, name, migrations);
      await client.query('reset role');
    }
  });

/** An owner with a database of its own logs in as what it is; only the schema and its tables are made. */
export const prepareOwnDatabase = async (url: string, { name, migrations }: Owner): Promise<void> =>
  withLock(url, async (client) => {
    const { rows } = await client.query('select from pg_namespace where nspname = $1', [name]);
    if (rows.length === 0) await client.query(`create schema ${quoted(name)}`);
    await client.query(`set search_path to ${quoted(name)}`);
    await migrate(client, name, migrations);
  });

const withLock = async (url: string, work: (client: pg.Client) => Promise<void>): Promise<void> => {
  const client = new pg.Client({ connectionString: url, application_name: 'liaison:prepare' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [preparing]);
    await work(client);
  } finally {
    await client.end();
  }
};

/** Roles belong to the whole server: another database of it may be making the same one, where our lock does not reach. */
const ensureRole = async (client: pg.Client, name: string): Promise<void> => {
  const { rows } = await client.query('select from pg_roles where rolname = $1', [name]);
  if (rows.length === 0) await client.query(`create role ${quoted(name)} login`).catch(ignoring('42710', '23505'));
  const { rows: mine } = await client.query<{ member: boolean }>(`select pg_has_role(current_user, $1, 'SET') as member`, [name]);
  if (!mine[0]?.member) await client.query(`grant ${quoted(name)} to current_user`).catch(ignoring('23505'));
};

const ignoring =
  (...codes: readonly string[]) =>
  (fault: unknown): void => {
    if (!codes.includes((fault as { code?: string }).code ?? '')) throw fault;
  };
