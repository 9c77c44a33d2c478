import { Instant } from '@liaison/contracts';
import { z } from 'zod';

const ofLinkedVisits = { linkedVisitsId: z.uuid(), commitmentId: z.uuid() };

/** What the patient has to do before a visit: codes, for others to put into the patient's words. */
export const preparations = ['fasting', 'nothing-by-mouth', 'full-bladder', 'no-caffeine', 'bring-companion', 'bring-medication'] as const;

/** One visit is before another: from its end to the start of the other are so many minutes at least, and at most. */
export const Gap = z
  .object({ first: z.string(), then: z.string(), leastMinutes: z.int().min(0), greatestMinutes: z.int().min(0).optional() })
  .readonly();

export const LinkedVisit = z
  .object({
    /** What it is called among the others: `lab`, `consultation`. */
    name: z.string(),
    appointmentId: z.uuid(),
    siteId: z.string(),
    visitTypeId: z.string(),
    start: Instant,
    with: z.array(z.string()).readonly(),
    needs: z.array(z.string()).readonly(),
    preparation: z.array(z.enum(preparations)).readonly(),
  })
  .readonly();

/** Several visits of a patient that belong together: written first, so that whoever finds it can go on with its commitment. */
export const LinkedVisitsRequested = z.object({
  type: z.literal('LinkedVisitsRequested'),
  data: z
    .object({
      ...ofLinkedVisits,
      patientId: z.uuid(),
      visits: z.array(LinkedVisit).min(2).readonly(),
      gaps: z.array(Gap).readonly(),
      at: Instant,
    })
    .readonly(),
});

/** Every visit stands on its day. */
export const LinkedVisitsBooked = z.object({
  type: z.literal('LinkedVisitsBooked'),
  data: z.object({ ...ofLinkedVisits, at: Instant }).readonly(),
});

/** No visit stands. */
export const LinkedVisitsAbandoned = z.object({
  type: z.literal('LinkedVisitsAbandoned'),
  data: z.object({ ...ofLinkedVisits, at: Instant }).readonly(),
});

export const LinkedVisitsEvent = z.discriminatedUnion('type', [LinkedVisitsRequested, LinkedVisitsBooked, LinkedVisitsAbandoned]);

export type Gap = z.infer<typeof Gap>;
export type Preparation = (typeof preparations)[number];
export type LinkedVisit = z.infer<typeof LinkedVisit>;
export type LinkedVisitsRequested = z.infer<typeof LinkedVisitsRequested>;
export type LinkedVisitsBooked = z.infer<typeof LinkedVisitsBooked>;
export type LinkedVisitsAbandoned = z.infer<typeof LinkedVisitsAbandoned>;
export type LinkedVisitsEvent = z.infer<typeof LinkedVisitsEvent>;
