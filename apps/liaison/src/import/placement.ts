import { addDays, dayOfWeek, daysBetween, daysOfWeek, type LocalDate } from '@liaison/kernel';
import { Temporal } from 'temporal-polyfill';

/** Weeks are counted from this Monday, wherever the data begins. */
const firstMonday = '1970-01-05';

/** The same weekday, a weekend's on Monday, in the week of the window that its own week falls to by turns. */
export const placed = (date: LocalDate, { startDate, weeks }: { readonly startDate: LocalDate; readonly weeks: number }): LocalDate => {
  const sourceWeek = Math.floor(daysBetween(firstMonday, date) / 7);
  const week = ((sourceWeek % weeks) + weeks) % weeks;
  return addDays(startDate, week * 7 + weekdayOf(date));
};

/** Days after Monday: 0 to 4. */
const weekdayOf = (date: LocalDate): number => {
  const day = daysOfWeek.indexOf(dayOfWeek(date));
  return day < 5 ? day : 0;
};

/** The date itself when it is a Monday, the next one otherwise. */
export const mondayFrom = (date: LocalDate): LocalDate => addDays(date, (7 - daysOfWeek.indexOf(dayOfWeek(date))) % 7);

/** So many years before an instant, on the calendar; UTC at whole seconds. */
export const yearsBefore = (instant: string, years: number): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO('UTC').subtract({ years }).toInstant().toString({ smallestUnit: 'second' });

/** At least one step of the grid. */
export const roundedUp = (minutes: number, gridMinutes: number): number => Math.max(1, Math.ceil(minutes / gridMinutes)) * gridMinutes;
