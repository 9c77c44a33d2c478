import { ICalCalendar, ICalEventStatus } from 'ical-generator';
import type { CalendarEntry } from './calendar-entries.js';

export type FeedNames = {
  readonly resource: string;
  readonly visitType: (entry: CalendarEntry) => string;
  readonly department: (entry: CalendarEntry) => string;
};

/** How often programs should ask again, in seconds. */
const ttl = 15 * 60;

/** RFC 5545. All times are UTC, so that no reader needs our zone to be right when the clocks change. */
export const icalendar = (entries: readonly CalendarEntry[], names: FeedNames): string => {
  const calendar = new ICalCalendar({
    name: names.resource,
    prodId: { company: 'Liaison', product: 'Scheduling', language: 'EN' },
    ttl,
  });
  for (const entry of entries)
    calendar.createEvent({
      id: entry.uid,
      sequence: entry.sequence,
      start: new Date(entry.from),
      end: new Date(entry.to),
      stamp: new Date(entry.changedAt),
      lastModified: new Date(entry.changedAt),
      summary: names.visitType(entry),
      categories: [{ name: names.department(entry) }],
      status: ICalEventStatus[entry.status],
    });
  return calendar.toString();
};
