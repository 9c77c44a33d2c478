import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { OfAppointment } from '../appointment.policies.js';
import { objectionsAsPlanned, objectionsBeside } from '../as-planned.js';
import type { AppointmentBooked, HoldExpired } from '../day-schedule.events.js';
import { appointmentOf, factsOf, type DaySchedule } from '../day-schedule.state.js';
import type { FitObjection } from '../fitting/fit.js';
import { planning, theHoldIsYours, type HoldRefusal } from '../holds.policies.js';

export type BookHeld = { readonly type: 'BookHeld'; readonly data: OfAppointment & { readonly by: string } };

/** With what is held; unless what it takes has been closed since. */
export const bookHeld = (
  { data }: BookHeld,
  before: DaySchedule,
): Decision<AppointmentBooked | HoldExpired, HoldRefusal | FitObjection> => {
  const { appointmentId, by, now: clock, beside } = data;
  const { now: at, expired, day } = planning(before, clock);
  const known = appointmentOf(day, appointmentId);
  if (!known) return rejected({ code: 'appointment-unknown', appointmentId });
  if (known.status === 'booked') return accepted();
  const objections = theHoldIsYours('book-held', known, day, by);
  if (objections.length > 0) return rejected(...objections);
  const inTheWay = once([...objectionsAsPlanned(known, day), ...objectionsBeside(known, beside)]);
  if (inTheWay.length > 0) return rejected(...inTheWay);
  return accepted<AppointmentBooked | HoldExpired>(...expired, {
    type: 'AppointmentBooked',
    data: { ...factsOf(known), at, fromHold: true },
  });
};

/** A closure over midnight is on both days. */
const once = (objections: readonly FitObjection[]): readonly FitObjection[] => [
  ...new Map(objections.map((objection) => [JSON.stringify(objection), objection])).values(),
];
