import { localDay } from '@liaison/kernel';
import { freeing, type AppointmentFacts, type DaySchedule } from './day-schedule.state.js';
import type { VisitRules } from './day-schedule.policies.js';
import { fit, type Fit, type FitObjection } from './fitting/fit.js';

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
  const phases = visit.uses.map(({ phase, resourceId, ...share }) => ({
    ...{ ...share, name: phase, anyOf: [resourceId] },
    extra: Math.max(overbooked?.resourceIds.includes(resourceId) ? share.load : 0, allowance?.extras.get(phase) ?? 0),
  }));
  const overbooking = allowance?.overbooking ?? (overbooked && { role: overbooked.role, reason: overbooked.reason });
  const rules = overbooking && { overbooking };
  return fit({ ...visit, phases, gridMinutes: 1, now: '', rules }, freeing(day, visit), localDay(visit.date, visit.zone));
};
