import { accepted, intersection, minus, type Decision } from '@liaison/kernel';
import type { HoursReturned } from '../day-schedule.events.js';
import { inUse, resourceDay, type DaySchedule } from '../day-schedule.state.js';

/** The roster wants hours back, as of the serial of its last allotment to this day, arrived or not. */
export type ReturnHours = { readonly type: 'ReturnHours'; readonly data: HoursReturned['data'] };

/** What appointments use stays here until they are cancelled. */
export const returnHours = ({ data }: ReturnHours, day: DaySchedule): Decision<HoursReturned, never> => {
  const resource = resourceDay(day, data.resourceId);
  if (data.serial < resource.serial) return accepted();
  const hours = minus(intersection(resource.hours, data.hours), inUse(resource));
  const nothingNew = hours.length === 0 && data.serial === resource.serial;
  return nothingNew ? accepted() : accepted({ type: 'HoursReturned', data: { ...data, hours } });
};
