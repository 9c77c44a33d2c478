import { accepted, rejected, type Decision } from '@liaison/kernel';
import { objectionsToStep, objectionsToTime, type Happening, type StepRefusal, type TimeRefusal } from '../appointment.policies.js';
import { clashesOf } from '../clashes.js';
import type { AppointmentArrived } from '../day-schedule.events.js';
import { appointmentOf, visitOf, type DaySchedule } from '../day-schedule.state.js';

export type RecordArrival = { readonly type: 'RecordArrival'; readonly data: Happening };

/** The patient is there; also after they were counted as a no-show, when others may have got what was theirs. */
export const recordArrival = ({ data }: RecordArrival, day: DaySchedule): Decision<AppointmentArrived, StepRefusal | TimeRefusal> => {
  const { appointmentId, now: at, happenedAt = at, beside } = data;
  const known = appointmentOf(day, appointmentId);
  if (!known) return rejected({ code: 'appointment-unknown', appointmentId });
  if (known.status === 'arrived') return accepted();
  const objections = [...objectionsToStep('arrive', known, data), ...objectionsToTime(known, happenedAt, at)];
  if (objections.length > 0) return rejected(...objections);
  return accepted({
    type: 'AppointmentArrived',
    data: { ...visitOf(known), at, happenedAt, clashes: clashesOf(day, known, known, beside) },
  });
};
