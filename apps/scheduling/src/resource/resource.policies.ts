import { daysOfWeek, type DayOfWeek } from '@liaison/kernel';
import type { AvailableTime, ResourceHoursSet } from './resource.events.js';
import type { DefinedResource } from './resource.state.js';

/** Hours of one weekday, `HH:MM` on the wall clock. */
export type DayHours = { readonly day: DayOfWeek; readonly from: string; readonly to: string };

export type HoursObjection =
  | { readonly code: 'hours-empty-interval'; readonly availableStartTime: string; readonly availableEndTime: string }
  | { readonly code: 'hours-overlap'; readonly day: DayOfWeek; readonly times: readonly [string, string] }
  | {
      readonly code: 'hours-at-two-sites';
      readonly day: DayOfWeek;
      readonly times: string;
      readonly siteId: string;
      readonly otherTimes: string;
    }
  | { readonly code: 'resource-in-another-zone'; readonly resourceId: string; readonly zone: string; readonly siteZone: string };

type HoursPolicy = (asked: ResourceHoursSet['data'], resource: DefinedResource) => readonly HoursObjection[];

export const hoursHaveALength: HoursPolicy = ({ availableTime }) =>
  availableTime
    .filter(({ availableStartTime, availableEndTime }) => availableStartTime >= availableEndTime)
    .map(({ availableStartTime, availableEndTime }) => ({ code: 'hours-empty-interval', availableStartTime, availableEndTime }));

export const hoursOfADayDoNotOverlap: HoursPolicy = ({ availableTime }) => {
  const all = byDay(availableTime);
  return all.flatMap((hours, n) =>
    all
      .slice(n + 1)
      .filter((other) => clash(hours, other))
      .map((other) => ({ code: 'hours-overlap', day: hours.day, times: [span(hours), span(other)] }) as const),
  );
};

export const nobodyIsAtTwoSites: HoursPolicy = ({ siteId, availableTime }, resource) =>
  [...resource.hours.delete(siteId)].flatMap(([otherSite, theirs]) =>
    byDay(availableTime).flatMap((hours) =>
      byDay(theirs)
        .filter((other) => clash(hours, other))
        .map((other) => ({
          code: 'hours-at-two-sites' as const,
          day: hours.day,
          times: span(hours),
          siteId: otherSite,
          otherTimes: span(other),
        })),
    ),
  );

/**
 * Weekly hours of two sites can be compared, and a date's hours belong to one month of the roster, because a resource stays
 * in the zone of its first site. Who works in two zones is defined once in each.
 */
export const theResourceStaysInItsZone: HoursPolicy = ({ resourceId, zone }, resource) =>
  resource.zone === undefined || resource.zone === zone
    ? []
    : [{ code: 'resource-in-another-zone', resourceId, zone: resource.zone, siteZone: zone }];

export const hoursPolicies: readonly HoursPolicy[] = [
  hoursHaveALength,
  hoursOfADayDoNotOverlap,
  nobodyIsAtTwoSites,
  theResourceStaysInItsZone,
];

const byDay = (availableTime: readonly AvailableTime[]): readonly DayHours[] =>
  daysOfWeek.flatMap((day) =>
    availableTime.flatMap((time) =>
      time.daysOfWeek.filter((each) => each === day).map(() => ({ day, from: time.availableStartTime, to: time.availableEndTime })),
    ),
  );

const clash = (a: DayHours, b: DayHours): boolean => a.day === b.day && a.from < b.to && b.from < a.to;

const span = ({ from, to }: DayHours): string => `${from}–${to}`;
