import { accepted, addMinutes, minutesBetween, rejected, type Decision } from '@liaison/kernel';
import { objectionsToStep, objectionsToTime, type Happening, type StepRefusal, type TimeRefusal } from '../appointment.policies.js';
import { clashesOf } from '../clashes.js';
import type { AppointmentFulfilled } from '../day-schedule.events.js';
import { appointmentOf, visitOf, type DaySchedule } from '../day-schedule.state.js';

export type StartEncounter = { readonly type: 'StartEncounter'; readonly data: Happening & { readonly encounterId: string } };

/** The visit begins: that fulfils its appointment. Begun late, it takes its planned length from then on. */
export const startEncounter = ({ data }: StartEncounter, day: DaySchedule): Decision<AppointmentFulfilled, StepRefusal | TimeRefusal> => {
  const { appointmentId, encounterId, now: at, happenedAt = at, beside } = data;
  const known = appointmentOf(day, appointmentId);
  if (!known) return rejected({ code: 'appointment-unknown', appointmentId });
  if (known.status === 'fulfilled' && known.finishedAt === undefined) return accepted();
  const objections = [...objectionsToStep('start', known, data), ...objectionsToTime(known, happenedAt, at)];
  if (objections.length > 0) return rejected(...objections);
  const actual = { from: happenedAt, to: addMinutes(happenedAt, minutesBetween(known.from, known.to)) };
  const clashes = clashesOf(day, known, actual, beside);
  return accepted({ type: 'AppointmentFulfilled', data: { ...visitOf(known), encounterId, at, happenedAt, clashes } });
};
