import { Instant } from '@liaison/contracts';
import { z } from 'zod';
import { Beyond } from '../day-schedule/appointment.events.js';

const commitmentId = z.uuid();
/** Of a visit over midnight: the date beside, and who serves it on either side. */
const Reaches = z
  .object({
    date: z.iso.date(),
    serves: z.array(z.object({ phase: z.string(), resourceId: z.string() }).readonly()).readonly(),
    overbooks: z.array(z.string()).min(1).readonly().optional(),
  })
  .readonly();
/** A day schedule that takes part. */
export const DayOfPart = z.object({ siteId: z.string(), date: z.iso.date() }).readonly();

/** What somebody wants done on several day schedules, all of it or nothing; the days hold their parts from here on. */
export const CommitmentBegun = z.object({
  type: z.literal('CommitmentBegun'),
  data: z
    .object({
      commitmentId,
      parts: z
        .array(
          z
            .object({
              kind: z.enum(['book', 'move', 'cancel', 'reassign', 'undo']),
              appointmentId: z.uuid(),
              from: DayOfPart.optional(),
              to: DayOfPart.optional(),
              /** Where else it was, and will be: it is decided once who serves it, for the days do not see each other. */
              reached: Beyond.optional(),
              reaches: Reaches.optional(),
            })
            .readonly(),
        )
        .min(1)
        .readonly(),
      /** Who asked for it: what is done later, by whoever finishes it, is theirs. */
      by: z.string(),
      /** From then on anybody may abandon it. */
      deadline: Instant,
      at: Instant,
    })
    .readonly(),
});

/** Every day holds its part: it is done, whatever comes now. */
export const CommitmentCommitted = z.object({
  type: z.literal('CommitmentCommitted'),
  data: z.object({ commitmentId, at: Instant }).readonly(),
});

/** Nothing of it happens: a part was refused, it took too long, or a fact about one of its visits came in between. */
export const CommitmentAbandoned = z.object({
  type: z.literal('CommitmentAbandoned'),
  data: z
    .object({
      commitmentId,
      because: z.enum(['refused', 'deadline', 'overtaken']),
      reasons: z.array(z.object({ part: z.int().min(0), code: z.string() }).readonly()).readonly(),
      at: Instant,
    })
    .readonly(),
});

/** Every day has done its part, or has released it. */
export const CommitmentCompleted = z.object({
  type: z.literal('CommitmentCompleted'),
  data: z
    .object({
      commitmentId,
      days: z.array(z.object({ siteId: z.string(), date: z.iso.date(), revision: z.int() }).readonly()).readonly(),
      at: Instant,
    })
    .readonly(),
});

export const CommitmentEvent = z.discriminatedUnion('type', [
  CommitmentBegun,
  CommitmentCommitted,
  CommitmentAbandoned,
  CommitmentCompleted,
]);

export type Reaches = z.infer<typeof Reaches>;
export type DayOfPart = z.infer<typeof DayOfPart>;
export type CommitmentBegun = z.infer<typeof CommitmentBegun>;
export type CommitmentCommitted = z.infer<typeof CommitmentCommitted>;
export type CommitmentAbandoned = z.infer<typeof CommitmentAbandoned>;
export type CommitmentCompleted = z.infer<typeof CommitmentCompleted>;
export type CommitmentEvent = z.infer<typeof CommitmentEvent>;
