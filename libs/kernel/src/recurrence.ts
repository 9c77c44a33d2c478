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

/** In order, both ends included. A rule that {@link recurrenceFaults} objects to has none. */
export const recurrenceDates = ({ rule, startDate }: Recurrence, from: LocalDate, to: LocalDate): readonly LocalDate[] => {
  if (recurrenceFaults(rule).length > 0 || to < from) return [];
  // dates have no zone: reckoned in UTC, whose days all have one length
  const dates = new RRuleTemporal({ rruleString: `DTSTART;TZID=UTC:${startDate.replaceAll('-', '')}T000000\nRRULE:${rule.toUpperCase()}` });
  return dates.between(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`), true).map((day) => day.toString().slice(0, 10));
};

const datesOfMonth = (recurrence: Recurrence, month: string): readonly LocalDate[] =>
  recurrenceDates(recurrence, `${month}-01`, addDays(`${nextMonth(month)}-01`, -1));

const nextMonth = (month: string): string => addDays(`${month}-28`, 4).slice(0, 7);
