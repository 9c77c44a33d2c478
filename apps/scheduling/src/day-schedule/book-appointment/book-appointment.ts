import { accepted, localDay, rejected, type Decision } from '@liaison/kernel';
import type { OfAppointment } from '../appointment.policies.js';
import { takesItsTime } from '../appointment.state.js';
import { bookHeld } from '../book-held/book-held.js';
import type { AppointmentBooked, HoldExpired } from '../day-schedule.events.js';
import type { VisitRules, WantedPhase } from '../day-schedule.policies.js';
import { appointmentOf, type Appointment, type AppointmentFacts, type DaySchedule } from '../day-schedule.state.js';
import { fit, type FitObjection, type Fits } from '../fitting/fit.js';
import { planning, type HoldRefusal } from '../holds.policies.js';

export type { WantedPhase } from '../day-schedule.policies.js';

/** A visit, as phases over pools: one resource of each pool is chosen, and all are taken together or none. */
export type BookAppointment = {
  readonly type: 'BookAppointment';
  readonly data: Omit<AppointmentFacts, 'uses' | 'overbooked'> & {
    readonly phases: readonly WantedPhase[];
    readonly gridMinutes: number;
    readonly now: string;
    /** Whoever asks may have held the visit before. */
    readonly by?: string;
    readonly beside?: OfAppointment['beside'];
    readonly rules?: VisitRules | undefined;
  };
};

export type BookingRefusal =
  | FitObjection
  | HoldRefusal
  | { readonly code: 'appointment-id-used'; readonly appointmentId: string; readonly status: Appointment['status'] };

export const bookAppointment = (
  { data }: BookAppointment,
  before: DaySchedule,
): Decision<AppointmentBooked | HoldExpired, BookingRefusal> => {
  const { phases: _, gridMinutes: __, now: clock, by = '', rules, beside, ...visit } = data;
  const { appointmentId } = visit;
  const { now: at, expired, day } = planning(before, clock);
  const known = appointmentOf(day, appointmentId);
  if (known?.status === 'pending' && isTheSame(known, data))
    return bookHeld({ type: 'BookHeld', data: { appointmentId, by, now: clock, beside } }, before);
  if (known) return isTheSame(known, data) ? accepted() : rejected({ code: 'appointment-id-used', appointmentId, status: known.status });
  const found = fit(data, day, localDay(visit.date, visit.zone));
  if (!('uses' in found)) return rejected(...found.objections);
  const booked = { ...visit, ...taking(found, rules), ...(day.holds.size > 0 && { at }) };
  return accepted<AppointmentBooked | HoldExpired>(...expired, { type: 'AppointmentBooked', data: booked });
};

/** What it takes, and where that is more than there is, on whose word. */
export const taking = (
  { uses, overbooked: resourceIds }: Fits,
  rules: VisitRules | undefined,
): Pick<AppointmentFacts, 'uses' | 'overbooked'> =>
  rules?.overbooking && resourceIds.length > 0 ? { uses, overbooked: { ...rules.overbooking, resourceIds } } : { uses };

/**
 * Asked for again by somebody who did not hear the answer. A visit type that was changed since then makes no other booking of
 * it, a wish for other resources does.
 */
export const isTheSame = (known: Appointment, asked: BookAppointment['data']): boolean =>
  takesItsTime(known) &&
  known.patientId === asked.patientId &&
  known.siteId === asked.siteId &&
  known.visitTypeId === asked.visitTypeId &&
  known.from === asked.from &&
  asked.phases.every(({ name, anyOf }) => {
    const taken = known.uses.find(({ phase }) => phase === name);
    return taken === undefined || anyOf.includes(taken.resourceId);
  });
