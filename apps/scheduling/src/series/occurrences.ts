import { readOffTheWall, toUtc, type LocalDate } from '@liaison/kernel';
import { areDates, datesOfPattern, ofNoOccurrence, type BookableDates, type PatternObjection } from './pattern.js';
import type { Pattern } from './series.events.js';

/** Somebody looked at one date of the rule and wants its visit at another time. */
export type Instead = { readonly date: LocalDate; readonly start: string };
/** One visit of a series. `date` is the one that the rule gives (RFC 5545: RECURRENCE-ID), wherever the visit is in the end. */
export type Occurrence = { readonly date: LocalDate; readonly start: string };
/** The clocks of the zone leave its time out, or show it twice: whoever asks says what is meant. */
export type TimeLeftOpen = {
  readonly code: 'local-time-does-not-exist' | 'local-time-exists-twice';
  readonly date: LocalDate;
  readonly local: string;
  readonly zone: string;
};
export type Expanded =
  { readonly occurrences: readonly (Occurrence | TimeLeftOpen)[] } | { readonly objections: readonly PatternObjection[] };

/** The visits of a series, each with its instant: 09:00 stays 09:00, whatever the clocks of the zone do in between. */
export const expanded = (pattern: Pattern, instead: readonly Instead[], zone: string, bookable: BookableDates): Expanded => {
  const dates = datesOfPattern(pattern, zone, bookable);
  if (!areDates(dates)) return { objections: dates };
  const strangers = instead.filter(({ date }) => !dates.includes(date));
  if (strangers.length > 0) return { objections: strangers.map(({ date }) => ofNoOccurrence('instead', date)) };
  const others = new Map(instead.map(({ date, start }) => [date, start]));
  return { occurrences: dates.map((date) => occurrenceAt(date, others.get(date) ?? `${date}T${pattern.startTime}`, zone)) };
};

/** On the wall clock of the zone, or with the offset that is meant. */
export const occurrenceAt = (date: LocalDate, local: string, zone: string): Occurrence | TimeLeftOpen => {
  if (/(Z|[+-]\d\d:\d\d)$/.test(local)) return { date, start: toUtc(local) };
  const read = readOffTheWall(local, zone);
  return 'instant' in read ? { date, start: read.instant } : { code: `local-time-${read.fault}`, date, local, zone };
};

export const isLeftOpen = (each: Occurrence | TimeLeftOpen): each is TimeLeftOpen => 'code' in each;
