import type { Migration } from '@liaison/event-store';

/** What the tokens of calendar feeds are made from; the service writes it when the first feed is issued. */
export const calendarFeedSecret: Migration = {
  id: 'scheduling-0002-calendar-feed-secret',
  sql: 'create table calendar_feed_secret (only_one boolean primary key check (only_one), secret bytea not null)',
};
