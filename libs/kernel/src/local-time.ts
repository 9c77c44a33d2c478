import { Temporal } from 'temporal-polyfill';
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
export const toUtc = (instant: string): string =>
  isoUtc(Temporal.Instant.from(instant).round({ smallestUnit: 'second', roundingMode: 'floor' }));

/** The same instant on the wall clock of a zone, with its offset: `2026-12-01T04:00:00-05:00`. */
export const onTheWall = (instant: string, zone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toString({ timeZoneName: 'never', smallestUnit: 'second' });

export const localDateOf = (instant: string, zone: string): LocalDate =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Minutes since local midnight as the wall clock shows them, or undefined when the instant is not on a whole minute. */
export const minuteOfDay = (instant: string, zone: string): number | undefined => {
  const { hour, minute, second } = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  return second === 0 ? hour * 60 + minute : undefined;
};

/** Between instants there are neither calendars nor zones, and finding free times counts minutes by the thousand: epoch arithmetic. */
export const addMinutes = (instant: string, minutes: number): string =>
  `${new Date(Date.parse(instant) + minutes * 60_000).toISOString().slice(0, -5)}Z`;

export const minutesBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 60_000;

export const addDays = (date: LocalDate, days: number): LocalDate => Temporal.PlainDate.from(date).add({ days }).toString();

export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;

export const dayOfWeek = (date: LocalDate): DayOfWeek => daysOfWeek[Temporal.PlainDate.from(date).dayOfWeek - 1] as DayOfWeek;

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
