import { inOrder, Interval } from '@liaison/contracts';
import { z } from 'zod';
import {
  AppointmentArrived,
  AppointmentBooked,
  AppointmentCancelled,
  AppointmentCheckedIn,
  AppointmentConfirmed,
  AppointmentContinued,
  AppointmentEnteredInError,
  AppointmentFulfilled,
  AppointmentHeld,
  AppointmentMissed,
  AppointmentMoved,
  AppointmentMovedAway,
  AppointmentMovedIn,
  AppointmentReassigned,
  AppointmentStepUndone,
  ContinuationEnded,
  EncounterFinished,
  HoldExpired,
  HoldReleased,
  HoldRenewed,
  ReminderFellDue,
  ReservationEnded,
  VisitsReserved,
} from './appointment.events.js';

export * from './appointment.events.js';

const load = z.int().min(1);
const Hours = z.array(inOrder(z.object(Interval)).readonly()).readonly();

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

export const DayScheduleEvent = z.discriminatedUnion('type', [
  HoursGranted,
  HoursReturned,
  HoursClosed,
  HoursReopened,
  AppointmentHeld,
  HoldRenewed,
  HoldReleased,
  HoldExpired,
  AppointmentBooked,
  AppointmentMoved,
  AppointmentMovedAway,
  AppointmentMovedIn,
  VisitsReserved,
  ReservationEnded,
  AppointmentContinued,
  ContinuationEnded,
  AppointmentReassigned,
  AppointmentConfirmed,
  AppointmentArrived,
  AppointmentCheckedIn,
  AppointmentFulfilled,
  EncounterFinished,
  AppointmentMissed,
  AppointmentCancelled,
  AppointmentEnteredInError,
  AppointmentStepUndone,
  ReminderFellDue,
]);

export type HoursGranted = z.infer<typeof HoursGranted>;
export type HoursReturned = z.infer<typeof HoursReturned>;
export type HoursClosed = z.infer<typeof HoursClosed>;
export type HoursReopened = z.infer<typeof HoursReopened>;
export type DayScheduleEvent = z.infer<typeof DayScheduleEvent>;
