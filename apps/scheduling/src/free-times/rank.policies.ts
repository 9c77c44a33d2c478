import { daysBetween, minuteOn, minutesBetween, type DayOfWeek, type LocalDay } from '@liaison/kernel';
import type { DaySchedule } from '../day-schedule/day-schedule.state.js';
import { resourceDay } from '../day-schedule/day-schedule.state.js';
import type { Taken } from '../day-schedule/taken.js';
import type { PooledPhase } from '../visit-type/phases.js';
import type { Offer } from './free-times.js';

export const dayParts = ['morning', 'afternoon', 'evening'] as const;
export type DayPart = (typeof dayParts)[number];

/** Morning up to noon, evening from 17:00, on the wall clock of the site. */
export const dayPartOf = (minute: number): DayPart => (minute < 12 * 60 ? 'morning' : minute < 17 * 60 ? 'afternoon' : 'evening');

/** What an offer is judged by: its day as it stands, what the site's visits need, and what is known of the patient. */
export type RankedBy = {
  readonly day: DaySchedule;
  readonly calendar: LocalDay;
  readonly date: string;
  readonly weekday: DayOfWeek;
  readonly today: string;
  readonly phases: readonly PooledPhase[];
  /** In how many phases of the site's visit types a resource can serve. */
  readonly demand: (resourceId: string) => number;
  /** Who has served this patient, and on which date last. */
  readonly seen: ReadonlyMap<string, string>;
  readonly prefers: { readonly dayParts: readonly DayPart[]; readonly days: readonly DayOfWeek[]; readonly resourceIds: readonly string[] };
  readonly near?: string | undefined;
};
/** Why an offer ranks where it does: points and the numbers behind them. */
export type RankReason =
  | { readonly code: 'fills-gap'; readonly points: number; readonly touching: number; readonly of: number }
  | { readonly code: 'leaves-sliver'; readonly points: number; readonly minutes: number }
  | { readonly code: 'spares-scarce'; readonly points: number; readonly demand: number; readonly least: number }
  | { readonly code: 'same-practitioner'; readonly points: number; readonly resourceId: string; readonly last: string }
  | { readonly code: 'preferred'; readonly points: number; readonly met: number; readonly of: number }
  | { readonly code: 'days-ahead'; readonly points: number; readonly days: number }
  | { readonly code: 'distance'; readonly points: number; readonly minutes: number };
type RankPolicy = (offer: Offer, by: RankedBy) => readonly RankReason[];

/** Visits side by side leave the rest of the day in one piece: up to 20 points for beginning and ending where something else does. */
export const visitsBesideOthersAreBetter: RankPolicy = ({ uses }, { day }) => {
  const touching = uses.flatMap((use) => {
    const { hours, taken } = resourceDay(day, use.resourceId);
    return [
      hours.some(({ from }) => from === use.from) || ends(taken, use.from),
      hours.some(({ to }) => to === use.to) || begins(taken, use.to),
    ];
  });
  const met = touching.filter(Boolean).length;
  return [{ code: 'fills-gap', points: Math.round((20 * met) / touching.length), touching: met, of: touching.length }];
};

/** Time too short for a visit like this is lost: 10 points less. */
export const shortRestsAreWorse: RankPolicy = ({ uses, from, to }, { day }) => {
  const length = minutesBetween(from, to);
  const rests = uses.flatMap((use) => {
    const { hours, taken } = resourceDay(day, use.resourceId);
    const there = hours.find((each) => each.from <= use.from && use.to <= each.to);
    return there
      ? [minutesBetween(lastEnd(taken, use.from, there.from), use.from), minutesBetween(use.to, nextStart(taken, use.to, there.to))]
      : [];
  });
  const sliver = Math.min(...rests.filter((minutes) => minutes > 0));
  return sliver < length ? [{ code: 'leaves-sliver', points: -10, minutes: sliver }] : [];
};

/** What many kinds of visit need is kept for them where somebody else can serve this one: up to 20 points less. */
export const scarceResourcesAreSpared: RankPolicy = ({ uses }, { phases, demand }) => {
  const choices = phases.filter(({ anyOf, sameAs }) => anyOf.length > 1 && sameAs === undefined);
  return choices.flatMap(({ name, anyOf }): readonly RankReason[] => {
    const chosen = uses.find(({ phase }) => phase === name);
    if (!chosen) return [];
    const least = Math.min(...anyOf.map(demand));
    const taken = demand(chosen.resourceId);
    return taken === least ? [] : [{ code: 'spares-scarce', points: -Math.min(20, 5 * (taken - least)), demand: taken, least }];
  });
};

/** A patient goes on with whom they know: 25 points. */
export const patientsKeepTheirPractitioner: RankPolicy = ({ uses }, { seen }) =>
  uses
    .flatMap(({ resourceId }): readonly RankReason[] => {
      const last = seen.get(resourceId);
      return last === undefined ? [] : [{ code: 'same-practitioner', points: 25, resourceId, last }];
    })
    .slice(0, 1);

/** 15 points for each preference that is met. */
export const preferencesCount: RankPolicy = ({ from, uses }, { prefers, calendar, weekday }) => {
  const part = dayPartOf(minuteOn(calendar, from) ?? 0);
  const wishes = [
    ...(prefers.dayParts.length > 0 ? [prefers.dayParts.includes(part)] : []),
    ...(prefers.days.length > 0 ? [prefers.days.includes(weekday)] : []),
    ...prefers.resourceIds.map((wanted) => uses.some(({ resourceId }) => resourceId === wanted)),
  ];
  const met = wishes.filter(Boolean).length;
  return wishes.length === 0 ? [] : [{ code: 'preferred', points: 15 * met, met, of: wishes.length }];
};

/** A point less for each day of waiting, up to 30. */
export const waitingCosts: RankPolicy = (_, { today, date }) => {
  const days = daysBetween(today, date);
  return [{ code: 'days-ahead', points: -Math.min(30, days), days }];
};

export const distanceIsTold: RankPolicy = ({ from }, { near }) =>
  near === undefined ? [] : [{ code: 'distance', points: 0, minutes: Math.abs(minutesBetween(near, from)) }];

/** The stated policy: an offer's score is the sum of these. */
export const rankPolicies: readonly RankPolicy[] = [
  visitsBesideOthersAreBetter,
  shortRestsAreWorse,
  scarceResourcesAreSpared,
  patientsKeepTheirPractitioner,
  preferencesCount,
  waitingCosts,
  distanceIsTold,
];

export type Ranked<O extends Offer = Offer> = O & { readonly score: number; readonly reasons: readonly RankReason[] };

export const ranked = <O extends Offer>(offer: O, by: RankedBy): Ranked<O> => {
  const reasons = rankPolicies.flatMap((policy) => policy(offer, by));
  return { ...offer, score: reasons.reduce((sum, { points }) => sum + points, 0), reasons };
};

const each = function* (all: Taken | undefined) {
  for (let taken = all; taken; taken = taken.before) yield taken.use;
};
const ends = (all: Taken | undefined, at: string): boolean => {
  for (const { to } of each(all)) if (to === at) return true;
  return false;
};
const begins = (all: Taken | undefined, at: string): boolean => {
  for (const { from } of each(all)) if (from === at) return true;
  return false;
};
const lastEnd = (all: Taken | undefined, before: string, first: string): string => {
  let last = first;
  for (const { to } of each(all)) if (to <= before && to > last) last = to;
  return last;
};
const nextStart = (all: Taken | undefined, after: string, end: string): string => {
  let next = end;
  for (const { from } of each(all)) if (from >= after && from < next) next = from;
  return next;
};
