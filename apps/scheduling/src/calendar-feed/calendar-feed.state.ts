import { Map } from 'immutable';
import type { CalendarFeedEvent, CalendarFeedIssued } from './calendar-feed.events.js';

/** The feeds of one resource, by their ids: those that were revoked too. */
export type CalendarFeeds = { readonly feeds: Map<string, CalendarFeed> };
export type CalendarFeed = CalendarFeedIssued['data'] & { readonly revokedAt?: string };

export const initial: CalendarFeeds = { feeds: Map() };

export const evolve = ({ feeds }: CalendarFeeds, { type, data }: CalendarFeedEvent): CalendarFeeds => {
  if (type === 'CalendarFeedIssued') return { feeds: feeds.set(data.feedId, data) };
  const feed = feeds.get(data.feedId);
  return { feeds: feed ? feeds.set(data.feedId, { ...feed, revokedAt: data.at }) : feeds };
};

export const standing = ({ feeds }: CalendarFeeds): readonly CalendarFeed[] =>
  [...feeds.values()].filter(({ revokedAt }) => revokedAt === undefined);
