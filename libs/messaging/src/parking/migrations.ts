import type { Migration } from '@liaison/event-store';

/** Beside what the consumer has consumed, in the same schema: parking and the watermark commit together. */
export const parkingMigration: Migration = {
  id: 'messaging-0003-parking',
  sql: `
    create table parked_keys (
      id uuid primary key default gen_random_uuid(),
      consumer_group text not null,
      topic text not null,
      partition integer not null,
      key text not null,
      parked_at timestamptz not null default clock_timestamp(),
      unique (consumer_group, topic, key)
    );
    comment on table parked_keys is 'Keys whose events wait: while a key stands here, its events join its queue';
    create table parked_events (
      id bigint generated always as identity primary key,
      key_id uuid not null references parked_keys,
      digest text not null,
      type text,
      source text,
      position bigint,
      code text,
      detail text,
      attempts integer not null default 0,
      event json not null,
      parked_at timestamptz not null default clock_timestamp(),
      unique (key_id, digest)
    );
    create index parked_events_in_order on parked_events (key_id, id);
    comment on column parked_events.code is 'Why it could not be handled; null for one that waits behind another';
    create table parked_dropped (
      id bigint primary key,
      consumer_group text not null,
      topic text not null,
      partition integer not null,
      key text not null,
      type text,
      source text,
      position bigint,
      code text,
      detail text,
      event json not null,
      parked_at timestamptz not null,
      dropped_at timestamptz not null default clock_timestamp(),
      dropped_by text not null,
      reason text not null
    );
    comment on table parked_dropped is 'Events that an operator decided never to handle, and why';`,
};
