import { inOrder, Interval } from '@liaison/contracts';
import { z } from 'zod';

export const Hours = z.array(inOrder(z.object(Interval)).readonly()).readonly();

/** Everything that this site's day may use of the resource from this serial on. No other day schedule has any of it. */
export const HoursAllotted = z.object({
  type: z.literal('HoursAllotted'),
  data: z
    .object({
      resourceId: z.string(),
      date: z.iso.date(),
      siteId: z.string(),
      serial: z.int().min(1),
      hours: Hours,
      capacity: z.int().min(1),
      /** Position of the last event that these hours follow; it only grows. */
      planRevision: z.int(),
    })
    .readonly(),
});

/** The day had returned these hours: they are nobody's again. */
export const HoursTakenBack = z.object({
  type: z.literal('HoursTakenBack'),
  data: z
    .object({
      resourceId: z.string(),
      date: z.iso.date(),
      siteId: z.string(),
      serial: z.int().min(1),
      hours: Hours,
      planRevision: z.int(),
    })
    .readonly(),
});

export const RosterEvent = z.discriminatedUnion('type', [HoursAllotted, HoursTakenBack]);

export type HoursAllotted = z.infer<typeof HoursAllotted>;
export type HoursTakenBack = z.infer<typeof HoursTakenBack>;
export type RosterEvent = z.infer<typeof RosterEvent>;
