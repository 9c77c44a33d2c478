import { accepted, rejected, type Decision } from '@liaison/kernel';
import { objectionsToStep, objectionsToTime, type Happening, type StepRefusal, type TimeRefusal } from '../appointment.policies.js';
import { clashesOf } from '../clashes.js';
import type { AppointmentCheckedIn } from '../day-schedule.events.js';
import { appointmentOf, visitOf, type DaySchedule } from '../day-schedule.state.js';

export type CheckInPatient = { readonly type: 'CheckInPatient'; readonly data: Happening };

/** What has to be done before the encounter is done. */
export const checkInPatient = ({ data }: CheckInPatient, day: DaySchedule): Decision<AppointmentCheckedIn, StepRefusal | TimeRefusal> => {
  const { appointmentId, now: at, happenedAt = at, beside } = data;
  const known = appointmentOf(day, appointmentId);
  if (!known) return rejected({ code: 'appointment-unknown', appointmentId });
  if (known.status === 'checked-in') return accepted();
  const objections = [...objectionsToStep('check-in', known, data), ...objectionsToTime(known, happenedAt, at)];
  if (objections.length > 0) return rejected(...objections);
  return accepted({
    type: 'AppointmentCheckedIn',
    data: { ...visitOf(known), at, happenedAt, clashes: clashesOf(day, known, known, beside) },
  });
};
