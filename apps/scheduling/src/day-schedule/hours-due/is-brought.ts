import { minus, union } from '@liaison/kernel';
import { inUse, resourceDay, type DaySchedule } from '../day-schedule.state.js';
import type { Plan } from './hours-due.js';

/** Whether the day has what the plan says, and beyond it only what appointments keep: then the roster need not be asked. */
export const isBrought = (day: DaySchedule, { resourceId, hours, capacity }: Plan): boolean => {
  const there = resourceDay(day, resourceId);
  const wanted = union([...hours, ...inUse(there)]);
  const hasAll = minus(hours, there.hours).length === 0;
  const hasNoMore = minus(there.hours, wanted).length === 0;
  return hasAll && hasNoMore && (there.capacity === capacity || there.hours.length === 0);
};
