import { accepted, type Decision } from '@liaison/kernel';
import type { HoursReopened } from '../day-schedule.events.js';
import type { DaySchedule } from '../day-schedule.state.js';

export type ReopenHours = { readonly type: 'ReopenHours'; readonly data: HoursReopened['data'] };

export const reopenHours = ({ data }: ReopenHours, day: DaySchedule): Decision<HoursReopened, never> =>
  day.closures.get(data.closureId) === 'reopened' ? accepted() : accepted({ type: 'HoursReopened', data });
