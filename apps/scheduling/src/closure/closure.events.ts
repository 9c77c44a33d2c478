import { inOrder, Interval } from '@liaison/contracts';
import { z } from 'zod';

export const closureReasons = ['maintenance', 'holiday', 'leave', 'emergency', 'other'] as const;

/** No new bookings in this time: over a whole site, or one department or one resource of it. What is booked stays. */
export const ClosureDeclared = z.object({
  type: z.literal('ClosureDeclared'),
  data: inOrder(
    z.object({
      closureId: z.string(),
      siteId: z.string(),
      departmentId: z.string().optional(),
      resourceId: z.string().optional(),
      ...Interval,
      reason: z.enum(closureReasons),
    }),
  ).readonly(),
});

export const ClosureLifted = z.object({
  type: z.literal('ClosureLifted'),
  data: z.object({ closureId: z.string(), siteId: z.string() }).readonly(),
});

export const ClosureEvent = z.discriminatedUnion('type', [ClosureDeclared, ClosureLifted]);

export type ClosureDeclared = z.infer<typeof ClosureDeclared>;
export type ClosureLifted = z.infer<typeof ClosureLifted>;
export type ClosureEvent = z.infer<typeof ClosureEvent>;
