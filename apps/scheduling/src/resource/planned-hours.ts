import { addDays, dayOfWeek, firstAt, localDay, minuteOf, minus, recursOn, union, type Interval } from '@liaison/kernel';
import type { AvailableTime, RecurringHours } from './resource.events.js';
import { absencesOf, hoursAt, type DefinedResource, type HoursAtSite } from './resource.state.js';

/**
 * The weekly hours on one date of a zone, as instants. The wall clock counts: a night of 00:00 to 06:00 has five hours when
 * the clocks go forward and seven when they go back, and hours that the clock leaves out are not there.
 */
export const plannedHours = (availableTime: readonly AvailableTime[], date: string, zone: string): readonly Interval[] =>
  hoursOn({ availableTime }, date, zone);

/** The same with the hours that recur by rules. Those over midnight are of the date on which they begin, and go on in the next. */
export const hoursOn = (hours: HoursAtSite, date: string, zone: string): readonly Interval[] => {
  const begun = beginningOn(hours, date).map(([start, end]) => [start, isOverMidnight(start, end) ? '24:00' : end] as const);
  const goingOn = beginningOn(hours, addDays(date, -1)).flatMap(([start, end]) =>
    isOverMidnight(start, end) ? [['00:00', end] as const] : [],
  );
  const times = [...begun, ...goingOn];
  if (times.length === 0) return [];
  const day = localDay(date, zone);
  return union(times.map(([start, end]) => ({ from: firstAt(day, minuteOf(start)), to: firstAt(day, minuteOf(end)) })));
};

/** A night shift: on the wall clock it ends before it begins. */
export const isOverMidnight = (start: string, end: string): boolean => end < start;

const beginningOn = ({ availableTime, recurring = [] }: HoursAtSite, date: string): readonly (readonly [string, string])[] => {
  const weekday = dayOfWeek(date);
  return [
    ...availableTime
      .filter(({ daysOfWeek }) => daysOfWeek.includes(weekday))
      .map(({ availableStartTime, availableEndTime }) => [availableStartTime, availableEndTime] as const),
    ...recurring.filter((hours) => isOn(hours, date)).map(({ startTime, endTime }) => [startTime, endTime] as const),
  ];
};

type RosteredSite = { readonly siteId: string; readonly zone: string; readonly holidays: { has(date: string): boolean } };

/** Whoever books asks for the same days of everybody in a pool again and again: one answer for as long as both stay what they are. */
const known = new WeakMap<DefinedResource, WeakMap<RosteredSite, Map<string, readonly Interval[]>>>();
const mostDates = 100;

/** What a roster gives a site's day: the hours there, without leave and time out of service, and none on a public holiday unless it works on them. */
export const rosteredHours = (resource: DefinedResource, site: RosteredSite, date: string): readonly Interval[] => {
  const atSites = known.get(resource) ?? new WeakMap<RosteredSite, Map<string, readonly Interval[]>>();
  const onDates = atSites.get(site) ?? new Map<string, readonly Interval[]>();
  const hours = onDates.get(date) ?? reckoned(resource, site, date);
  if (onDates.size >= mostDates && !onDates.has(date)) onDates.clear();
  known.set(resource, atSites.set(site, onDates.set(date, hours)));
  return hours;
};

const reckoned = (resource: DefinedResource, { siteId, zone, holidays }: RosteredSite, date: string): readonly Interval[] => {
  const hours = hoursAt(resource, siteId);
  if (holidays.has(date) && !hours.onHolidays) return [];
  const planned = hoursOn(hours, date, zone);
  return planned.length === 0 ? planned : minus(planned, absencesOf(resource));
};

const isOn = (hours: RecurringHours, date: string): boolean =>
  (hours.alsoOn?.includes(date) ?? false) || (recursOn(hours, date) && !(hours.exceptOn?.includes(date) ?? false));
