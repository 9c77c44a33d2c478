import { minus, union } from '@liaison/kernel';
import { inUse, resourceDay, type DaySchedule } from '../day-schedule.state.js';
import type { Plan } from './hours-due.js';

/** Whether the day has what the plan says, and beyond it only what appointments keep: then the roster need not be asked. */
export const isBrought = (day: DaySchedule, { resourceId, hours, capacity }: Plan): boolean => {
  const there = resourceDay(day, resourceId);
  if (hasJust(there, { hours, capacity })) return true;
  const wanted = union([...hours, ...inUse(there)]);
  const hasAll = minus(hours, there.hours).length === 0;
  const hasNoMore = minus(there.hours, wanted).length === 0;
  return hasAll && hasNoMore && (there.capacity === capacity || there.hours.length === 0);
};

/** Most days have what was planned for them: nothing has to be reckoned then. */
export const hasJust = (there: Pick<Plan, 'hours' | 'capacity'>, { hours, capacity }: Pick<Plan, 'hours' | 'capacity'>): boolean =>
  there.capacity === capacity &&
  there.hours.length === hours.length &&
  there.hours.every(({ from, to }, n) => hours[n]?.from === from && hours[n].to === to);
