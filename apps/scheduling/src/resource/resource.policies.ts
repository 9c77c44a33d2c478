import { addDays, daysOfWeek, overlap, recurrenceFaults, type DayOfWeek } from '@liaison/kernel';
import { hoursOn, isOverMidnight } from './planned-hours.js';
import type { AvailableTime, ResourceHoursSet } from './resource.events.js';
import type { DefinedResource } from './resource.state.js';

/** Hours of one weekday, `HH:MM` on the wall clock: of a night up to midnight, and what goes on of the one before. */
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
  | { readonly code: 'recurrence-invalid'; readonly index: number; readonly part: string; readonly rule: string }
  | { readonly code: 'recurring-hours-at-two-sites'; readonly date: string; readonly siteId: string; readonly times: string }
  | { readonly code: 'resource-in-another-zone'; readonly resourceId: string; readonly zone: string; readonly siteZone: string };

type HoursPolicy = (asked: ResourceHoursSet['data'], resource: DefinedResource, today: string) => readonly HoursObjection[];

export const hoursHaveALength: HoursPolicy = ({ availableTime, recurring = [] }) =>
  [...availableTime, ...recurring.map(({ startTime, endTime }) => ({ availableStartTime: startTime, availableEndTime: endTime }))]
    .filter(({ availableStartTime, availableEndTime }) => availableStartTime === availableEndTime)
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
      byDay(theirs.availableTime)
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

export const rulesAreRecurrences: HoursPolicy = ({ recurring = [] }) =>
  recurring.flatMap(({ rule: text }, index) =>
    recurrenceFaults(text).map(({ part, rule }) => ({ code: 'recurrence-invalid', index, part, rule }) as const),
  );

/** Days ahead in which the dates of two sites are compared. Beyond them the roster still gives no instant twice. */
const compared = 366;

/** Weekly hours can be compared as they stand; hours by rules only date by date: the first clash is told. */
export const rulesSendNobodyToTwoSites: HoursPolicy = ({ siteId, zone, ...hours }, resource, today) => {
  const ours = { availableTime: hours.availableTime, recurring: hours.recurring ?? [] };
  return [...resource.hours.delete(siteId)].flatMap(([otherSite, theirs]) => {
    if (ours.recurring.length + (theirs.recurring?.length ?? 0) === 0) return [];
    for (let n = 0; n <= compared; n++) {
      const date = addDays(today, n);
      const others = hoursOn(theirs, date, zone);
      const clash = others.length > 0 && hoursOn(ours, date, zone).some((each) => others.some((other) => overlap(each, other)));
      if (clash)
        return [
          {
            code: 'recurring-hours-at-two-sites',
            date,
            siteId: otherSite,
            times: others.map(({ from, to }) => `${from}–${to}`).join(', '),
          } as const,
        ];
    }
    return [];
  });
};

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
  rulesAreRecurrences,
  rulesSendNobodyToTwoSites,
  theResourceStaysInItsZone,
];

const byDay = (availableTime: readonly AvailableTime[]): readonly DayHours[] =>
  daysOfWeek.flatMap((day, n) =>
    availableTime.flatMap(({ daysOfWeek: days, availableStartTime: from, availableEndTime: to }) => {
      const isOver = isOverMidnight(from, to);
      const begun = days.filter((each) => each === day).map(() => ({ day, from, to: isOver ? '24:00' : to }));
      const goingOn = isOver ? days.filter((each) => each === daysOfWeek.at(n - 1)).map(() => ({ day, from: '00:00', to })) : [];
      return [...begun, ...goingOn];
    }),
  );

const clash = (a: DayHours, b: DayHours): boolean => a.day === b.day && a.from < b.to && b.from < a.to;

const span = ({ from, to }: DayHours): string => `${from}–${to}`;
