import { accepted, localDay, rejected, type Decision } from '@liaison/kernel';
import type { AppointmentBooked } from '../day-schedule.events.js';
import type { WantedPhase } from '../day-schedule.policies.js';
import { appointmentOf, type Appointment, type DaySchedule } from '../day-schedule.state.js';
import { fit, type FitObjection } from '../fitting/fit.js';

export type { WantedPhase } from '../day-schedule.policies.js';

/** A visit, as phases over pools: one resource of each pool is chosen, and all are taken together or none. */
export type BookAppointment = {
  readonly type: 'BookAppointment';
  readonly data: Omit<AppointmentBooked['data'], 'uses'> & {
    readonly phases: readonly WantedPhase[];
    readonly gridMinutes: number;
    readonly now: string;
  };
};

export type BookingRefusal =
  FitObjection | { readonly code: 'appointment-id-used'; readonly appointmentId: string; readonly status: Appointment['status'] };

export const bookAppointment = ({ data }: BookAppointment, day: DaySchedule): Decision<AppointmentBooked, BookingRefusal> => {
  const { phases, gridMinutes: _, now: __, ...visit } = data;
  const known = appointmentOf(day, visit.appointmentId);
  if (known)
    return isTheSame(known, data)
      ? accepted()
      : rejected({ code: 'appointment-id-used', appointmentId: visit.appointmentId, status: known.status });
  const found = fit(data, day, localDay(visit.date, visit.zone));
  return 'uses' in found ? accepted({ type: 'AppointmentBooked', data: { ...visit, uses: found.uses } }) : rejected(...found.objections);
};

/**
 * Asked for again by somebody who did not hear the answer. A visit type that was changed since then makes no other booking of
 * it, a wish for other resources does.
 */
const isTheSame = (known: Appointment, asked: BookAppointment['data']): boolean =>
  known.status === 'booked' &&
  known.patientId === asked.patientId &&
  known.siteId === asked.siteId &&
  known.visitTypeId === asked.visitTypeId &&
  known.from === asked.from &&
  asked.phases.every(({ name, anyOf }) => {
    const taken = known.uses.find(({ phase }) => phase === name);
    return taken === undefined || anyOf.includes(taken.resourceId);
  });
