import { accepted, addMinutes, localDay, rejected, type Decision } from '@liaison/kernel';
import { isTheSame, taking, type BookAppointment, type BookingRefusal } from '../book-appointment/book-appointment.js';
import type { AppointmentHeld, HoldExpired } from '../day-schedule.events.js';
import { appointmentOf, type DaySchedule } from '../day-schedule.state.js';
import { fit } from '../fitting/fit.js';
import { planning } from '../holds.policies.js';

/** Like a booking, but only for so long, and only for whoever asks. */
export type HoldAppointment = {
  readonly type: 'HoldAppointment';
  readonly data: Omit<BookAppointment['data'], 'beside'> & { readonly by: string; readonly minutes: number };
};

export const holdAppointment = (
  { data }: HoldAppointment,
  before: DaySchedule,
): Decision<AppointmentHeld | HoldExpired, BookingRefusal> => {
  const { phases: _, gridMinutes: __, now: clock, by: holder, minutes, rules, ...visit } = data;
  const { now: at, expired, day } = planning(before, clock);
  const known = appointmentOf(day, visit.appointmentId);
  if (known) {
    const isHeld = day.holds.get(visit.appointmentId)?.holder === holder && isTheSame(known, data);
    if (isHeld) return accepted();
    return rejected({ code: 'appointment-id-used', appointmentId: visit.appointmentId, status: known.status });
  }
  const found = fit(data, day, localDay(visit.date, visit.zone));
  if (!('uses' in found)) return rejected(...found.objections);
  const held = { ...visit, ...taking(found, rules), holder, expiresAt: addMinutes(at, minutes), at };
  return accepted<AppointmentHeld | HoldExpired>(...expired, { type: 'AppointmentHeld', data: held });
};
