import { daysOfWeek } from '@liaison/kernel';
import { z } from 'zod';

/** Weekly hours on the wall clock, in the shape of FHIR R4 `HealthcareService.availableTime`; `24:00` is the end of the day. */
export const AvailableTime = z
  .object({
    daysOfWeek: z.array(z.enum(daysOfWeek)).min(1).readonly(),
    availableStartTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    availableEndTime: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
  })
  .readonly();

/** Somebody or something that visits need. Capacity is how much of it there is at a time: one room, four rooms under one anaesthetist. */
export const ResourceDefined = z.object({
  type: z.literal('ResourceDefined'),
  data: z
    .object({
      resourceId: z.string(),
      kind: z.enum(['practitioner', 'room', 'equipment']),
      name: z.string(),
      capacity: z.int().min(1).max(100),
    })
    .readonly(),
});

/** Where and when the resource is there each week, from now on. No hours: no longer at this site. */
export const ResourceHoursSet = z.object({
  type: z.literal('ResourceHoursSet'),
  data: z
    .object({ resourceId: z.string(), siteId: z.string(), zone: z.string(), availableTime: z.array(AvailableTime).readonly() })
    .readonly(),
});

export const ResourceEvent = z.discriminatedUnion('type', [ResourceDefined, ResourceHoursSet]);

export type AvailableTime = z.infer<typeof AvailableTime>;
export type ResourceDefined = z.infer<typeof ResourceDefined>;
export type ResourceHoursSet = z.infer<typeof ResourceHoursSet>;
export type ResourceEvent = z.infer<typeof ResourceEvent>;
