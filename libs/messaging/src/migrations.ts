import type { Migration } from '@liaison/event-store';
import { leaseTable } from '@liaison/projections';
import { parkingMigration } from './parking/migrations.js';

/** Tables of a service's schema: what it has published, and what it has consumed. */
export const messagingMigrations: readonly Migration[] = [
  {
    id: 'messaging-0001-relay',
    sql: `
      create table relay_checkpoint (
        one boolean primary key default true check (one),
        position bigint not null,
        incarnation text not null,
        epoch bigint not null
      ) with (fillfactor = 50);
      ${leaseTable('relay_leases')};`,
  },
  {
    id: 'messaging-0002-consumed',
    sql: `
      create table consumed (
        consumer_group text not null,
        source text not null,
        incarnation text not null,
        topic text not null,
        partition integer not null,
        position bigint not null,
        index integer not null,
        primary key (consumer_group, source, incarnation, topic, partition)
      ) with (fillfactor = 50);`,
  },
  parkingMigration,
];
