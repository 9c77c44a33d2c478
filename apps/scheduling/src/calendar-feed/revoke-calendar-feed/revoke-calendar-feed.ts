import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { CalendarFeedRevoked } from '../calendar-feed.events.js';
import type { CalendarFeeds } from '../calendar-feed.state.js';

/** Its token opens nothing any more. */
export type RevokeCalendarFeed = { readonly type: 'RevokeCalendarFeed'; readonly data: CalendarFeedRevoked['data'] };
export type FeedRevocationRefusal = { readonly code: 'feed-unknown'; readonly feedId: string };

export const revokeCalendarFeed = (
  { data }: RevokeCalendarFeed,
  { feeds }: CalendarFeeds,
): Decision<CalendarFeedRevoked, FeedRevocationRefusal> => {
  const known = feeds.get(data.feedId);
  if (!known) return rejected({ code: 'feed-unknown', feedId: data.feedId });
  return known.revokedAt === undefined ? accepted({ type: 'CalendarFeedRevoked', data }) : accepted();
};
