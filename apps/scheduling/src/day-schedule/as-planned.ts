import { localDay } from '@liaison/kernel';
import { freeing, type AppointmentFacts, type DaySchedule } from './day-schedule.state.js';
import { fit, type FitObjection } from './fitting/fit.js';

/** Why a visit cannot have, or have again, the very resources and the time that it was planned with; also when that has begun. */
export const objectionsAsPlanned = (visit: AppointmentFacts, day: DaySchedule): readonly FitObjection[] => {
  const phases = visit.uses.map(({ phase, resourceId, load, from, to }) => ({ name: phase, load, anyOf: [resourceId], from, to }));
  const found = fit({ ...visit, phases, gridMinutes: 1, now: '' }, freeing(day, visit), localDay(visit.date, visit.zone));
  return 'uses' in found ? [] : found.objections;
};
