export { accepted, rejected, type Accepted, type Decision, type Rejected } from './decision.js';
export type { Decider } from './decider.js';
export { firstAt, gridOf, localDay, minuteOf, minuteOn, type LocalDay, type Stretch } from './local-day.js';
export { intersection, minus, overlap, union, within, type Interval } from './interval.js';
export {
  addDays,
  addMinutes,
  datesOf,
  dayOfWeek,
  daysBetween,
  daysOfWeek,
  isTimeZone,
  localDateOf,
  minuteOfDay,
  minutesBetween,
  onTheWall,
  readOffTheWall,
  toUtc,
  wallTime,
  wholeDay,
  type DayOfWeek,
  type LocalDate,
} from './local-time.js';
export { recurrenceDates, recursOn, type Recurrence } from './recurrence.js';
export { recurrenceFaults, type RecurrenceFault } from './recurrence-grammar.js';
export { same } from './same.js';
export { replacedKnowingly, type AlreadyDefined, type Knowingly } from './replaced-knowingly.js';
