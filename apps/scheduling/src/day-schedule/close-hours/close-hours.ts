import { accepted, type Decision } from '@liaison/kernel';
import type { HoursClosed } from '../day-schedule.events.js';
import type { DaySchedule } from '../day-schedule.state.js';

export type CloseHours = { readonly type: 'CloseHours'; readonly data: HoursClosed['data'] };

/** Once for each closure, and not any more after it was lifted, however late this arrives. */
export const closeHours = ({ data }: CloseHours, day: DaySchedule): Decision<HoursClosed, never> =>
  day.closures.has(data.closureId) ? accepted() : accepted({ type: 'HoursClosed', data });
