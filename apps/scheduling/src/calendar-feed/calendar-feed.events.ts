import { Instant } from '@liaison/contracts';
import { z } from 'zod';

/** Somebody may read the calendar of a resource who has the token. Of the token there is a digest only (SHA-256, hexadecimal). */
export const CalendarFeedIssued = z.object({
  type: z.literal('CalendarFeedIssued'),
  data: z.object({ resourceId: z.string(), feedId: z.string(), tokenDigest: z.string().regex(/^[0-9a-f]{64}$/), at: Instant }).readonly(),
});

export const CalendarFeedRevoked = z.object({
  type: z.literal('CalendarFeedRevoked'),
  data: z.object({ resourceId: z.string(), feedId: z.string(), at: Instant }).readonly(),
});

export const CalendarFeedEvent = z.discriminatedUnion('type', [CalendarFeedIssued, CalendarFeedRevoked]);

export type CalendarFeedIssued = z.infer<typeof CalendarFeedIssued>;
export type CalendarFeedRevoked = z.infer<typeof CalendarFeedRevoked>;
export type CalendarFeedEvent = z.infer<typeof CalendarFeedEvent>;
