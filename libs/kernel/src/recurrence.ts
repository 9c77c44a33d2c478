import { RRuleTemporal } from 'rrule-temporal';
import { addDays, type LocalDate } from './local-time.js';
import { recurrenceFaults } from './recurrence-grammar.js';

/**
 * A recurrence of whole dates: an RRULE of RFC 5545 (without the name `RRULE:`) that counts from its start date. Times of the
 * day are put onto the dates afterwards, each on the wall clock of its zone, so that no change of the clocks moves them.
 */
export type Recurrence = { readonly rule: string; readonly startDate: LocalDate };

/** Endless rules have no list: what is remembered is one month at a time, for the months that somebody asks for. */
const months = new Map<string, ReadonlySet<LocalDate>>();
const mostMonths = 10_000;

/** Whether a date is one of the recurrence. A rule that {@link recurrenceFaults} objects to never recurs. */
export const recursOn = (recurrence: Recurrence, date: LocalDate): boolean => {
  if (date < recurrence.startDate) return false;
  const month = date.slice(0, 7);
  const key = `${month} ${recurrence.startDate} ${recurrence.rule}`;
  const dates = months.get(key) ?? new Set(datesOfMonth(recurrence, month));
  if (months.size >= mostMonths && !months.has(key)) months.clear();
  months.set(key, dates);
  return dates.has(date);
};

/** In order, both ends included. */
export const recurrenceDates = (recurrence: Recurrence, from: LocalDate, to: LocalDate): readonly LocalDate[] => {
  const dates: LocalDate[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) if (recursOn(recurrence, date)) dates.push(date);
  return dates;
};

const datesOfMonth = ({ rule, startDate }: Recurrence, month: string): readonly LocalDate[] => {
  if (recurrenceFaults(rule).length > 0) return [];
  // dates have no zone: reckoned in UTC, whose days all have one length
  const dates = new RRuleTemporal({ rruleString: `DTSTART;TZID=UTC:${startDate.replaceAll('-', '')}T000000\nRRULE:${rule}` });
  const days = dates.between(new Date(`${month}-01T00:00:00Z`), new Date(`${nextMonth(month)}-01T00:00:00Z`), true);
  return days.map((day) => day.toString().slice(0, 10)).filter((date) => date.startsWith(month));
};

const nextMonth = (month: string): string => addDays(`${month}-28`, 4).slice(0, 7);
