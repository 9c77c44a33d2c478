import type { Migration } from '@liaison/event-store';
import { leaseTable } from './leases.js';

/** Tables of the service's schema that the runner and the followers keep their places in. */
export const projectionMigrations: readonly Migration[] = [
  {
    id: 'projections-0001-generations',
    sql: `
      create table projection_generations (
        name text not null,
        generation integer not null,
        version integer not null,
        status text not null check (status in ('building', 'live', 'retired')),
        position bigint not null,
        incarnation text not null,
        failure_code text,
        started_at timestamptz not null default clock_timestamp(),
        retired_at timestamptz,
        dropped boolean not null default false,
        primary key (name, generation)
      ) with (fillfactor = 50);
      create unique index projection_generations_one_live on projection_generations (name) where status = 'live';
      create unique index projection_generations_one_building on projection_generations (name) where status = 'building';
      ${leaseTable('projection_leases')};`,
  },
  {
    id: 'projections-0002-followers',
    sql: `
      create table follower_checkpoints (
        name text primary key,
        position bigint not null,
        incarnation text not null
      ) with (fillfactor = 50);`,
  },
];
