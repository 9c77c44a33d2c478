import { dayOfWeek, firstAt, localDay, minuteOf, union, type Interval } from '@liaison/kernel';
import type { AvailableTime } from './resource.events.js';

/**
 * The weekly hours on one date of a zone, as instants. The wall clock counts: a night of 00:00 to 06:00 has five hours when
 * the clocks go forward and seven when they go back, and hours that the clock leaves out are not there.
 */
export const plannedHours = (availableTime: readonly AvailableTime[], date: string, zone: string): readonly Interval[] => {
  const today = availableTime.filter(({ daysOfWeek }) => daysOfWeek.includes(dayOfWeek(date)));
  if (today.length === 0) return [];
  const day = localDay(date, zone);
  return union(
    today.map(({ availableStartTime, availableEndTime }) => ({
      from: firstAt(day, minuteOf(availableStartTime)),
      to: firstAt(day, minuteOf(availableEndTime)),
    })),
  );
};
