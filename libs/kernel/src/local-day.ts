import { Temporal } from 'temporal-polyfill';
import type { Interval } from './interval.js';
import { addMinutes, minutesBetween, wholeDay, type LocalDate } from './local-time.js';

/**
 * A calendar date of a zone as the wall clock shows it: stretches in which the clock runs evenly, each with the minute of
 * the day at which it begins. One stretch on most dates, two where the clocks change.
 */
export type LocalDay = Interval & { readonly stretches: readonly Stretch[] };
export type Stretch = Interval & { readonly minute: number };

/** A booking asks for one day, finding free times for the same few again and again, and a zone's rules are slow to ask. */
const known = new Map<string, LocalDay>();
const mostKnown = 1_000;

export const localDay = (date: LocalDate, zone: string): LocalDay => {
  const key = `${date} ${zone}`;
  const day = known.get(key) ?? reckoned(date, zone);
  if (known.size >= mostKnown && !known.has(key)) known.clear();
  known.set(key, day);
  return day;
};

const reckoned = (date: LocalDate, zone: string): LocalDay => {
  const { from, to } = wholeDay(date, zone);
  const starts = [from, ...changesBetween(from, to, zone)];
  const stretches = starts.map((start, n) => {
    const { hour, minute, second } = Temporal.Instant.from(start).toZonedDateTimeISO(zone);
    return { from: start, to: starts[n + 1] ?? to, minute: hour * 60 + minute + second / 60 };
  });
  return { from, to, stretches };
};

/** The instants in between at which the zone's offset changes. */
const changesBetween = (from: string, to: string, zone: string): readonly string[] => {
  const change = Temporal.Instant.from(from).toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  const at = change?.toInstant().toString({ smallestUnit: 'second' });
  return at === undefined || at >= to ? [] : [at, ...changesBetween(at, to, zone)];
};

/** What the wall clock shows, in minutes since midnight, or undefined when the instant is not of this day. */
export const minuteOn = ({ stretches }: LocalDay, instant: string): number | undefined => {
  const stretch = stretches.find(({ from, to }) => from <= instant && instant < to);
  return stretch && stretch.minute + minutesBetween(stretch.from, instant);
};

/**
 * The first instant at which the wall clock shows this minute of the day or a later one; the day's end when it never does.
 * Later minutes never come earlier, so hours that do not overlap on the wall do not overlap in time either.
 */
export const firstAt = ({ stretches, to }: LocalDay, minute: number): string => {
  const stretch = stretches.find((each) => minute < each.minute + minutesBetween(each.from, each.to));
  return stretch ? addMinutes(stretch.from, Math.max(0, minute - stretch.minute)) : to;
};

/** Every instant of the day that the wall clock shows as a whole multiple of so many minutes, repeated times twice. */
export const gridOf = ({ stretches }: LocalDay, minutes: number): readonly string[] =>
  stretches.flatMap(({ from, to, minute }) => {
    const first = Math.ceil(minute / minutes) * minutes - minute;
    const count = Math.max(0, Math.ceil((minutesBetween(from, to) - first) / minutes));
    return Array.from({ length: count }, (_, n) => addMinutes(from, first + n * minutes));
  });

/** `HH:MM` as minutes since midnight; `24:00` is the end of the day. */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
