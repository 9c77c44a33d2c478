import { inOrder, Instant, Interval } from '@liaison/contracts';
import { daysOfWeek } from '@liaison/kernel';
import { z } from 'zod';
import { Attributes } from './attributes.js';

const startTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the day, like 09:00');
const endTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of the day, like 17:00, or 24:00');

/**
 * Weekly hours on the wall clock, in the shape of FHIR R4 `HealthcareService.availableTime`; `24:00` is the end of the day. A night
 * shift (19:00 to 07:00) is of the weekday on which it begins.
 */
export const AvailableTime = z
  .object({
    daysOfWeek: z.array(z.enum(daysOfWeek)).min(1).readonly(),
    availableStartTime: startTime,
    availableEndTime: endTime,
  })
  .readonly();

/**
 * Hours on the dates of an RFC 5545 recurrence rule (`FREQ=MONTHLY;BYDAY=1TU`), counted from its start date, without the dates
 * of `exceptOn` and with those of `alsoOn`. Times are on the wall clock: a change of the clocks moves none of them. A night
 * shift is of the date on which it begins.
 */
export const RecurringHours = z
  .object({
    rule: z.string(),
    startDate: z.iso.date(),
    startTime,
    endTime,
    exceptOn: z.array(z.iso.date()).max(366).readonly().optional(),
    alsoOn: z.array(z.iso.date()).max(366).readonly().optional(),
  })
  .readonly();

export const resourceKinds = ['practitioner', 'room', 'equipment', 'recovery-bay'] as const;

/** Somebody or something that visits need. Capacity is how much of it there is at a time: one room, four rooms under one anaesthetist. */
export const ResourceDefined = z.object({
  type: z.literal('ResourceDefined'),
  data: z
    .object({
      resourceId: z.string(),
      kind: z.enum(resourceKinds),
      name: z.string(),
      capacity: z.int().min(1).max(100),
      attributes: Attributes.optional(),
    })
    .readonly(),
});

/** Where and when the resource is there, from now on. No hours: no longer at this site. */
export const ResourceHoursSet = z.object({
  type: z.literal('ResourceHoursSet'),
  data: z
    .object({
      resourceId: z.string(),
      siteId: z.string(),
      zone: z.string(),
      availableTime: z.array(AvailableTime).readonly(),
      recurring: z.array(RecurringHours).readonly().optional(),
      /** Also on the public holidays of the site: an emergency room, a ward. */
      onHolidays: z.boolean().optional(),
    })
    .readonly(),
});

export const leaveReasons = ['vacation', 'sick', 'training', 'on-call-rest', 'maintenance', 'other'] as const;

/** Not there in this time, at whatever site. What is booked stays. */
export const LeaveGranted = z.object({
  type: z.literal('LeaveGranted'),
  data: inOrder(z.object({ resourceId: z.string(), leaveId: z.string(), ...Interval, reason: z.enum(leaveReasons) })).readonly(),
});

export const LeaveWithdrawn = z.object({
  type: z.literal('LeaveWithdrawn'),
  data: z.object({ resourceId: z.string(), leaveId: z.string() }).readonly(),
});

export const outageReasons = ['failure', 'maintenance', 'inspection', 'decontamination', 'recall', 'other'] as const;

/** A room or a device that cannot be used, at whatever site: until it is returned, or until `to` if that comes first. What is booked stays. */
export const ResourceTakenOutOfService = z.object({
  type: z.literal('ResourceTakenOutOfService'),
  data: z
    .object({
      resourceId: z.string(),
      kind: z.enum(resourceKinds),
      outageId: z.string(),
      from: Instant,
      to: Instant.optional(),
      reason: z.enum(outageReasons),
    })
    .readonly(),
});

/** It can be used again from `returnedAt` on; before `from`: it was never out of service. */
export const ResourceReturnedToService = z.object({
  type: z.literal('ResourceReturnedToService'),
  data: z
    .object({ resourceId: z.string(), kind: z.enum(resourceKinds), outageId: z.string(), from: Instant, returnedAt: Instant })
    .readonly(),
});

export const ResourceEvent = z.discriminatedUnion('type', [
  ResourceDefined,
  ResourceHoursSet,
  LeaveGranted,
  LeaveWithdrawn,
  ResourceTakenOutOfService,
  ResourceReturnedToService,
]);

export type RecurringHours = z.infer<typeof RecurringHours>;
export type LeaveGranted = z.infer<typeof LeaveGranted>;
export type LeaveWithdrawn = z.infer<typeof LeaveWithdrawn>;
export type AvailableTime = z.infer<typeof AvailableTime>;
export type ResourceDefined = z.infer<typeof ResourceDefined>;
export type ResourceTakenOutOfService = z.infer<typeof ResourceTakenOutOfService>;
export type ResourceReturnedToService = z.infer<typeof ResourceReturnedToService>;
export type ResourceHoursSet = z.infer<typeof ResourceHoursSet>;
export type ResourceEvent = z.infer<typeof ResourceEvent>;
