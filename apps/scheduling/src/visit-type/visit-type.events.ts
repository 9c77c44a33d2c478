import { z } from 'zod';

/** A part of a visit that needs one resource out of a pool, for its whole time. Minutes count from the patient's start. */
export const Phase = z
  .object({
    name: z.string(),
    offsetMinutes: z.int(),
    durationMinutes: z.int(),
    load: z.int().min(1),
    anyOf: z.array(z.string()).min(1).readonly(),
  })
  .readonly();

/** What a kind of visit needs. The patient's own time is its duration; phases may begin before it and end after it. */
export const VisitTypeDefined = z.object({
  type: z.literal('VisitTypeDefined'),
  data: z
    .object({
      siteId: z.string(),
      visitTypeId: z.string(),
      departmentId: z.string(),
      name: z.string(),
      durationMinutes: z.int().min(1),
      phases: z.array(Phase).min(1).readonly(),
    })
    .readonly(),
});

export const VisitTypeEvent = z.discriminatedUnion('type', [VisitTypeDefined]);

export type Phase = z.infer<typeof Phase>;
export type VisitTypeDefined = z.infer<typeof VisitTypeDefined>;
export type VisitTypeEvent = z.infer<typeof VisitTypeEvent>;
