import { given } from '@liaison/testing';
import { calendarFeed } from '../calendar-feed.decider.js';
import type { CalendarFeedEvent } from '../calendar-feed.events.js';

const [digest, other] = ['a'.repeat(64), 'b'.repeat(64)];
const facts = { resourceId: 'dr-li', feedId: 'phone', tokenDigest: digest, at: '2026-12-01T08:00:00Z' };
const issued = (changes: Partial<typeof facts> = {}): CalendarFeedEvent => ({ type: 'CalendarFeedIssued', data: { ...facts, ...changes } });
const issue = (changes: Partial<typeof facts> = {}) => ({ type: 'IssueCalendarFeed', data: { ...facts, ...changes } }) as const;
const { tokenDigest: _, ...which } = facts;
const revoked: CalendarFeedEvent = { type: 'CalendarFeedRevoked', data: which };
const revoke = { type: 'RevokeCalendarFeed', data: which } as const;

describe('Issuing a calendar feed', () => {
  it('records a digest of its token', () => given(calendarFeed).when(issue()).then(issued()));
  it('changes nothing when it is asked for again', () =>
    given(calendarFeed, issued())
      .when(issue({ at: '2026-12-01T09:00:00Z' }))
      .thenNothing());
  it('does not give another token to one that stands, nor bring back one that was revoked', () => {
    given(calendarFeed, issued())
      .when(issue({ tokenDigest: other }))
      .thenRefused({ code: 'feed-token-lost', feedId: 'phone' });
    given(calendarFeed, issued(), revoked).when(issue()).thenRefused({ code: 'feed-revoked', feedId: 'phone' });
  });
  it('ends at twenty of one resource, without those that were revoked', () => {
    const twenty = Array.from({ length: 20 }, (_each, n) => issued({ feedId: `feed-${n}` }));
    given(calendarFeed, ...twenty)
      .when(issue())
      .thenRefused({ code: 'too-many-feeds', most: 20 });
    given(calendarFeed, ...twenty.slice(1), issued(), revoked)
      .when(issue({ feedId: 'desk' }))
      .then(issued({ feedId: 'desk' }));
  });
});

describe('Revoking a calendar feed', () => {
  it('is recorded, once', () => {
    given(calendarFeed, issued()).when(revoke).then(revoked);
    given(calendarFeed, issued(), revoked).when(revoke).thenNothing();
  });
  it('is of one that was issued', () => given(calendarFeed).when(revoke).thenRefused({ code: 'feed-unknown', feedId: 'phone' }));
});
