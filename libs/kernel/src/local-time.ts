import { Temporal } from 'temporal-polyfill';
import { dateOf, dayNumberOf, epochOf, offsetMinutesAt, utcOf } from './even-time.js';
import type { Interval } from './interval.js';

/** A date of the calendar without a zone, `2026-12-01`. */
export type LocalDate = string;

/** FHIR R4 code system `days-of-week`, in the order of ISO 8601. */
export const daysOfWeek = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type DayOfWeek = (typeof daysOfWeek)[number];

const isoUtc = (instant: Temporal.Instant): string => instant.toString({ smallestUnit: 'second' });

/** Whether the IANA time zone database, as this runtime has it, knows the name. */
export const isTimeZone = (zone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
};

/** Any RFC 3339 instant (`2026-12-01T09:00:00-05:00`) as UTC at whole seconds. Fractions of a second are cut off. */
export const toUtc = (instant: string): string => {
  const [, wall, sign, hours, minutes] = withOffset.exec(instant) ?? [];
  const wallMs = epochOf(wall === undefined ? instant : `${wall}Z`);
  if (wallMs === undefined) return isoUtc(Temporal.Instant.from(instant).round({ smallestUnit: 'second', roundingMode: 'floor' }));
  return utcOf(wallMs - Number(`${sign ?? ''}1`) * (60 * Number(hours ?? 0) + Number(minutes ?? 0)) * 60_000);
};
const withOffset = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?([+-])([01]\d|2[0-3]):([0-5]\d)$/;

/** The wall clock of a zone as if it were UTC, with its offset, where arithmetic is enough. */
const wallOf = (instant: string, zone: string): { readonly epochMs: number; readonly offsetMinutes: number } | undefined => {
  const epochMs = epochOf(instant);
  const offsetMinutes = epochMs === undefined ? undefined : offsetMinutesAt(epochMs, zone);
  if (epochMs === undefined || offsetMinutes === undefined) return undefined;
  const wallMs = epochMs + offsetMinutes * 60_000;
  return dateOf(Math.floor(wallMs / 86_400_000)) === undefined ? undefined : { epochMs: wallMs, offsetMinutes };
};

/** The same instant on the wall clock of a zone, with its offset: `2026-12-01T04:00:00-05:00`. */
export const onTheWall = (instant: string, zone: string): string => {
  const wall = wallOf(instant, zone);
  if (!wall) return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toString({ timeZoneName: 'never', smallestUnit: 'second' });
  return utcOf(wall.epochMs).slice(0, -1) + offsetOf(wall.offsetMinutes);
};

const offsetOf = (minutes: number): string => {
  const two = (part: number) => String(Math.trunc(part)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
};

export const localDateOf = (instant: string, zone: string): LocalDate => {
  const wall = wallOf(instant, zone);
  if (!wall) return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
  return utcOf(wall.epochMs).slice(0, 10);
};

/** Minutes since local midnight as the wall clock shows them, or undefined when the instant is not on a whole minute. */
export const minuteOfDay = (instant: string, zone: string): number | undefined => {
  const { hour, minute, second } = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  return second === 0 ? hour * 60 + minute : undefined;
};

/** Between instants there are neither calendars nor zones, and finding free times counts minutes by the thousand: epoch arithmetic. */
export const addMinutes = (instant: string, minutes: number): string =>
  `${new Date(Date.parse(instant) + minutes * 60_000).toISOString().slice(0, -5)}Z`;

export const minutesBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 60_000;

export const addDays = (date: LocalDate, days: number): LocalDate => {
  const day = dayNumberOf(date);
  return (day === undefined ? undefined : dateOf(day + days)) ?? Temporal.PlainDate.from(date).add({ days }).toString();
};

export const daysBetween = (from: LocalDate, to: LocalDate): number => {
  const [first, last] = [dayNumberOf(from), dayNumberOf(to)];
  return first === undefined || last === undefined ? Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days : last - first;
};

export const dayOfWeek = (date: LocalDate): DayOfWeek => {
  const day = dayNumberOf(date);
  // 1970-01-01 was a Thursday
  const weekday = day === undefined ? Temporal.PlainDate.from(date).dayOfWeek - 1 : (((day + 3) % 7) + 7) % 7;
  return daysOfWeek[weekday] as DayOfWeek;
};

/** From local midnight to the next: 23, 24 or 25 hours, and whatever else a zone has had. */
export const wholeDay = (date: LocalDate, zone: string): Interval => {
  const day = Temporal.PlainDate.from(date);
  return {
    from: isoUtc(day.toZonedDateTime({ timeZone: zone }).toInstant()),
    to: isoUtc(day.add({ days: 1 }).toZonedDateTime({ timeZone: zone }).toInstant()),
  };
};

/**
 * Wall-clock hours of a date as instants. `time` is `HH:MM`; `24:00` is the end of the day. A time that a change of the
 * clocks leaves out moves forward by the gap, one that it repeats means the first (RFC 5545, 3.3.5).
 */
export const wallTime = (date: LocalDate, time: string, zone: string): string =>
  time === '24:00'
    ? wholeDay(date, zone).to
    : isoUtc(
        Temporal.PlainDate.from(date)
          .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
          .toInstant(),
      );

/** The local dates that an interval touches, in order. */
export const datesOf = ({ from, to }: Interval, zone: string): readonly LocalDate[] => {
  const first = localDateOf(from, zone);
  const last = localDateOf(isoUtc(Temporal.Instant.from(to).subtract({ seconds: 1 })), zone);
  return Array.from({ length: daysBetween(first, last) + 1 }, (_, n) => addDays(first, n));
};

/**
 * A date and time that somebody read off the wall (`2027-03-14T02:30`), as the instant that it names: with the reason where it
 * names none because the clocks jump over it, or two because they show it twice.
 */
export const readOffTheWall = (
  local: string,
  zone: string,
): { readonly instant: string } | { readonly fault: 'does-not-exist' | 'exists-twice' } => {
  const time = Temporal.PlainDateTime.from(local);
  const [early, late] = (['earlier', 'later'] as const).map((disambiguation) => time.toZonedDateTime(zone, { disambiguation }));
  if (!early || !late || early.equals(late)) return { instant: isoUtc(time.toZonedDateTime(zone).toInstant()) };
  return { fault: early.toPlainDateTime().equals(time) ? 'exists-twice' : 'does-not-exist' };
};
