import { createHash } from 'node:crypto';
import type { Migration } from '@liaison/event-store';
import type { ClientBase } from 'pg';

/** A migration that was applied says something else now: what the database has is not what the program believes. */
export class ChangedMigration extends Error {
  readonly code = 'changed-migration';
  constructor(
    readonly schema: string,
    readonly migration: string,
  ) {
    super(`the migration ${migration} of ${schema} was changed after it had been applied: write a new one instead`);
  }
}

/**
 * Applies what is not applied yet, in order, each in a transaction of its own with its record. The connection has the
 * schema as its search path and its owner's rights, and nobody else migrates meanwhile.
 * @returns the ids that were applied
 * @throws ChangedMigration
 */
export const migrate = async (client: ClientBase, schema: string, migrations: readonly Migration[]): Promise<readonly string[]> => {
  const twice = migrations.find(({ id }, n) => migrations.findIndex((each) => each.id === id) !== n);
  if (twice) throw new Error(`two migrations of ${schema} are called ${twice.id}`);
  await client.query(
    `create table if not exists migrations (
       id text primary key,
       checksum text not null,
       applied_at timestamptz not null default clock_timestamp()
     )`,
  );
  const { rows } = await client.query<{ id: string; checksum: string }>('select id, checksum from migrations');
  const applied = new Map(rows.map(({ id, checksum }) => [id, checksum]));
  const missing: string[] = [];
  for (const { id, sql } of migrations) {
    const known = applied.get(id);
    if (known === undefined) missing.push(id);
    else if (known !== checksumOf(sql)) throw new ChangedMigration(schema, id);
  }
  for (const { id, sql } of migrations.filter((each) => missing.includes(each.id))) await apply(client, id, sql);
  return missing;
};

const apply = async (client: ClientBase, id: string, sql: string): Promise<void> => {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into migrations (id, checksum) values ($1, $2)', [id, checksumOf(sql)]);
    await client.query('commit');
  } catch (fault) {
    await client.query('rollback').catch(() => undefined);
    throw fault;
  }
};

/** Of what it says, not of how it is indented. */
const checksumOf = (sql: string): string => createHash('sha256').update(sql.replaceAll(/\s+/g, ' ').trim()).digest('hex');
