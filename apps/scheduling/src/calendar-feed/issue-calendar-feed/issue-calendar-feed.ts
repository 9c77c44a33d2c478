import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { CalendarFeedIssued } from '../calendar-feed.events.js';
import { standing, type CalendarFeeds } from '../calendar-feed.state.js';

export type IssueCalendarFeed = { readonly type: 'IssueCalendarFeed'; readonly data: CalendarFeedIssued['data'] };
export type FeedRefusal =
  | { readonly code: 'feed-revoked'; readonly feedId: string }
  | { readonly code: 'feed-token-lost'; readonly feedId: string }
  | { readonly code: 'too-many-feeds'; readonly most: number };

/** Of one resource: one for each program that shows it. */
const most = 20;

export const issueCalendarFeed = ({ data }: IssueCalendarFeed, feeds: CalendarFeeds): Decision<CalendarFeedIssued, FeedRefusal> => {
  const { feedId, tokenDigest } = data;
  const known = feeds.feeds.get(feedId);
  if (known?.revokedAt !== undefined) return rejected({ code: 'feed-revoked', feedId });
  // the token was made from a secret that is no longer there
  if (known) return known.tokenDigest === tokenDigest ? accepted() : rejected({ code: 'feed-token-lost', feedId });
  return standing(feeds).length >= most ? rejected({ code: 'too-many-feeds', most }) : accepted({ type: 'CalendarFeedIssued', data });
};
