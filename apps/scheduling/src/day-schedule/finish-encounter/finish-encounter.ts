import { accepted, rejected, type Decision } from '@liaison/kernel';
import { objectionsToStep, objectionsToTime, type Happening, type StepRefusal, type TimeRefusal } from '../appointment.policies.js';
import { clashesOf } from '../clashes.js';
import type { EncounterFinished } from '../day-schedule.events.js';
import { appointmentOf, visitOf, type DaySchedule } from '../day-schedule.state.js';

export type FinishEncounter = { readonly type: 'FinishEncounter'; readonly data: Happening };

export const finishEncounter = ({ data }: FinishEncounter, day: DaySchedule): Decision<EncounterFinished, StepRefusal | TimeRefusal> => {
  const { appointmentId, now: at, happenedAt = at, beside } = data;
  const known = appointmentOf(day, appointmentId);
  if (!known) return rejected({ code: 'appointment-unknown', appointmentId });
  if (known.finishedAt !== undefined) return accepted();
  const { encounterId, startedAt } = known;
  const objections = [...objectionsToStep('finish', known, data), ...objectionsToTime(known, happenedAt, at)];
  if (objections.length > 0 || encounterId === undefined || startedAt === undefined) return rejected(...objections);
  const clashes = happenedAt > startedAt ? clashesOf(day, known, { from: startedAt, to: happenedAt }, beside) : [];
  return accepted({ type: 'EncounterFinished', data: { ...visitOf(known), encounterId, startedAt, at, happenedAt, clashes } });
};
