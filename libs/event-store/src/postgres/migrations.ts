import { appendAll, appendGroup } from './append-all.sql.js';
import { appendAllUnchained } from './append-all-unchained.sql.js';
import { appendBatch } from './append-batch.sql.js';

/** One step of a schema. Its SQL runs once, as the owner of the schema, with the schema alone in the search path. */
export type Migration = { readonly id: string; readonly sql: string };

export const eventStoreMigrations: readonly Migration[] = [
  {
    id: 'event-store-1-tables',
    sql: `
      create table events (
        position bigint primary key,
        stream text not null,
        revision bigint not null,
        id uuid not null,
        type text not null,
        time timestamptz not null,
        data json not null,
        metadata json not null,
        unique (stream, revision)
      );
      comment on table events is 'Every event of the service in one order: positions are gapless and visible in commit order';
      create table streams (
        stream text primary key,
        revision bigint not null,
        position bigint not null
      ) with (fillfactor = 80);
      comment on table streams is 'The last event of each stream: what expected revisions are judged against';
      create table commands (
        command_id uuid primary key,
        fingerprint text not null,
        answer json not null,
        settled_at timestamptz not null
      );
      comment on table commands is 'First answers of commands, kept for 30 days';
      create index commands_settled_at on commands (settled_at);
      create table store (
        singleton boolean primary key default true check (singleton),
        incarnation uuid not null default gen_random_uuid(),
        schema_version integer not null default 1
      );
      insert into store default values;
    `,
  },
  { id: 'event-store-2-append', sql: appendBatch },
  { id: 'event-store-3-append-all', sql: appendAllUnchained },
  { id: 'event-store-4-append-upon', sql: appendAll },
  { id: 'event-store-5-append-group', sql: appendGroup },
];
