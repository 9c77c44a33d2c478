import { inOrder, Interval } from '@liaison/contracts';
import { z } from 'zod';

const load = z.int().min(1);
const Hours = z.array(inOrder(z.object(Interval)).readonly()).readonly();

/** A share of one resource, taken for one phase of a visit: an anaesthetist over four rooms has capacity 4 and gives 1. */
export const Use = inOrder(z.object({ phase: z.string(), resourceId: z.string(), load, ...Interval })).readonly();

/** All hours that the roster has given this day of the resource, as of its serial. No other day schedule has any of them. */
export const HoursGranted = z.object({
  type: z.literal('HoursGranted'),
  data: z.object({ resourceId: z.string(), serial: z.int().min(1), capacity: load, hours: Hours }).readonly(),
});

/** Given up again. A grant up to this serial that arrives later takes no effect; its capacity counts for what stays here. */
export const HoursReturned = z.object({
  type: z.literal('HoursReturned'),
  data: z.object({ resourceId: z.string(), serial: z.int().min(1), capacity: load, hours: Hours }).readonly(),
});

/** No new bookings in this time: for the whole site, or one department or one resource of it. */
export const HoursClosed = z.object({
  type: z.literal('HoursClosed'),
  data: inOrder(
    z.object({ closureId: z.string(), departmentId: z.string().optional(), resourceId: z.string().optional(), ...Interval }),
  ).readonly(),
});

export const HoursReopened = z.object({
  type: z.literal('HoursReopened'),
  data: z.object({ closureId: z.string() }).readonly(),
});

export const AppointmentBooked = z.object({
  type: z.literal('AppointmentBooked'),
  data: inOrder(
    z.object({
      appointmentId: z.uuid(),
      patientId: z.uuid(),
      siteId: z.string(),
      departmentId: z.string(),
      visitTypeId: z.string(),
      /** The site's calendar date and zone. */
      date: z.iso.date(),
      zone: z.string(),
      /** The patient's own time, without preparation and cleaning. */
      ...Interval,
      uses: z.array(Use).min(1).readonly(),
    }),
  ).readonly(),
});

export const cancellationReasons = ['patient', 'department', 'no-longer-needed', 'entered-in-error'] as const;

export const AppointmentCancelled = z.object({
  type: z.literal('AppointmentCancelled'),
  data: z
    .object({
      appointmentId: z.uuid(),
      patientId: z.uuid(),
      siteId: z.string(),
      date: z.iso.date(),
      reason: z.enum(cancellationReasons),
    })
    .readonly(),
});

export const DayScheduleEvent = z.discriminatedUnion('type', [
  HoursGranted,
  HoursReturned,
  HoursClosed,
  HoursReopened,
  AppointmentBooked,
  AppointmentCancelled,
]);

export type Use = z.infer<typeof Use>;
export type HoursGranted = z.infer<typeof HoursGranted>;
export type HoursReturned = z.infer<typeof HoursReturned>;
export type HoursClosed = z.infer<typeof HoursClosed>;
export type HoursReopened = z.infer<typeof HoursReopened>;
export type AppointmentBooked = z.infer<typeof AppointmentBooked>;
export type AppointmentCancelled = z.infer<typeof AppointmentCancelled>;
export type DayScheduleEvent = z.infer<typeof DayScheduleEvent>;
