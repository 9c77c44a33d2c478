import { eventStoreMigrations, type Migration } from '@liaison/event-store';
import { leaseTable } from '@liaison/projections';

/** The broker's schema: a log of its own, what the topics are, and how far each group has come. */
export const embeddedBusMigrations: readonly Migration[] = [
  ...eventStoreMigrations,
  {
    id: 'broker-0001-topics-and-offsets',
    sql: `
      create table topics (
        name text primary key,
        partitions integer not null check (partitions > 0),
        retention_days integer not null
      );
      create table offsets (
        consumer_group text not null,
        topic text not null,
        partition integer not null,
        next bigint not null,
        primary key (consumer_group, topic, partition)
      ) with (fillfactor = 50);
      ${leaseTable('group_leases')};`,
  },
];
