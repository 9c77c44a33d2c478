import type { Decider } from '@liaison/kernel';
import type { CalendarFeedEvent } from './calendar-feed.events.js';
import { evolve, initial, type CalendarFeeds } from './calendar-feed.state.js';
import { issueCalendarFeed, type FeedRefusal, type IssueCalendarFeed } from './issue-calendar-feed/issue-calendar-feed.js';
import { revokeCalendarFeed, type FeedRevocationRefusal, type RevokeCalendarFeed } from './revoke-calendar-feed/revoke-calendar-feed.js';

export type CalendarFeedCommand = IssueCalendarFeed | RevokeCalendarFeed;

export const calendarFeed: Decider<CalendarFeedCommand, CalendarFeeds, CalendarFeedEvent, FeedRefusal | FeedRevocationRefusal> = {
  initial,
  evolve,
  decide: (command, state) => {
    switch (command.type) {
      case 'IssueCalendarFeed':
        return issueCalendarFeed(command, state);
      case 'RevokeCalendarFeed':
        return revokeCalendarFeed(command, state);
    }
  },
};
