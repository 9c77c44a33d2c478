import { localDay } from '@liaison/kernel';
import type { DayBeside } from './appointment.policies.js';
import type { VisitRules, WantedPhase } from './day-schedule.policies.js';
import { freeing, type AppointmentFacts, type DaySchedule } from './day-schedule.state.js';
import { fit, type Fit, type FitObjection } from './fitting/fit.js';
import { onItsDate } from './over-midnight.js';

/** Load beyond the capacity that somebody allows to phases, on whose word and why. */
export type Allowance = { readonly overbooking: NonNullable<VisitRules['overbooking']>; readonly extras: ReadonlyMap<string, number> };

/** Why a visit cannot have, or have again, the very resources and the time that it was planned with; also when that has begun. */
export const objectionsAsPlanned = (visit: AppointmentFacts, day: DaySchedule): readonly FitObjection[] => {
  const found = fitAsPlanned(visit, day);
  return 'uses' in found ? [] : found.objections;
};

/** What it was overbooked with stays allowed, beside what is allowed now. */
export const fitAsPlanned = (visit: AppointmentFacts, day: DaySchedule, allowance?: Allowance): Fit => {
  const { overbooked } = visit;
  const phases = onItsDate(visit, phasesAsPlanned(visit, allowance));
  const overbooking = allowance?.overbooking ?? (overbooked && { role: overbooked.role, reason: overbooked.reason });
  const rules = overbooking && { overbooking };
  return fit({ ...visit, phases, gridMinutes: 1, now: '', rules }, freeing(day, visit), localDay(visit.date, visit.zone));
};

/** And why it cannot go on beside it. */
export const objectionsBeside = ({ beyond: _, ...visit }: AppointmentFacts, beside: readonly DayBeside[] = []): readonly FitObjection[] =>
  beside.flatMap(({ date, day }) => {
    const continuing = { ...visit, date, home: visit.date };
    return objectionsAsPlanned(continuing, day);
  });

/** Each served by whoever serves it now, and no further beyond the capacity than it is, or than somebody allows. */
export const phasesAsPlanned = (
  { uses, overbooked }: Pick<AppointmentFacts, 'uses' | 'overbooked'>,
  allowance?: Allowance,
): readonly WantedPhase[] =>
  uses.map(({ phase, resourceId, ...share }) => {
    const extra = Math.max(overbooked?.resourceIds.includes(resourceId) ? share.load : 0, allowance?.extras.get(phase) ?? 0);
    return { ...share, name: phase, anyOf: [resourceId], ...(extra > 0 && { extra }) };
  });
