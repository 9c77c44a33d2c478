import { accepted, type Decision } from '@liaison/kernel';
import type { HoursGranted } from '../day-schedule.events.js';
import { resourceDay, type DaySchedule } from '../day-schedule.state.js';

/** What the roster has allotted to this day arrives. */
export type ReceiveHours = { readonly type: 'ReceiveHours'; readonly data: HoursGranted['data'] };

/** Late or twice: a later grant arrived before, or this one was returned before it came. */
export const receiveHours = ({ data }: ReceiveHours, day: DaySchedule): Decision<HoursGranted, never> =>
  data.serial <= resourceDay(day, data.resourceId).serial ? accepted() : accepted({ type: 'HoursGranted', data });
