import { localDay } from '@liaison/kernel';
import type { DayBeside } from './appointment.policies.js';
import type { WantedPhase } from './day-schedule.policies.js';
import { freeing, type AppointmentFacts, type DaySchedule } from './day-schedule.state.js';
import { fit, type FitObjection } from './fitting/fit.js';
import { onItsDate } from './over-midnight.js';

/** Why a visit cannot have, or have again, the very resources and the time that it was planned with; also when that has begun. */
export const objectionsAsPlanned = (visit: AppointmentFacts, day: DaySchedule): readonly FitObjection[] => {
  const { overbooked } = visit;
  const phases = onItsDate(visit, phasesAsPlanned(visit));
  const rules = overbooked && { overbooking: { role: overbooked.role, reason: overbooked.reason } };
  const found = fit({ ...visit, phases, gridMinutes: 1, now: '', rules }, freeing(day, visit), localDay(visit.date, visit.zone));
  return 'uses' in found ? [] : found.objections;
};

/** And why it cannot go on beside it. */
export const objectionsBeside = ({ beyond: _, ...visit }: AppointmentFacts, beside: readonly DayBeside[] = []): readonly FitObjection[] =>
  beside.flatMap(({ date, day }) => {
    const continuing = { ...visit, date, home: visit.date };
    return objectionsAsPlanned(continuing, day);
  });

/** Each served by whoever serves it now, and no further beyond the capacity than it is. */
export const phasesAsPlanned = ({ uses, overbooked }: Pick<AppointmentFacts, 'uses' | 'overbooked'>): readonly WantedPhase[] =>
  uses.map(({ phase, resourceId, ...share }) => ({
    ...{ ...share, name: phase, anyOf: [resourceId] },
    ...(overbooked?.resourceIds.includes(resourceId) && { extra: share.load }),
  }));
