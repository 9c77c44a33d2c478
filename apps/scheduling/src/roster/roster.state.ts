import { minus, overlap, type Interval } from '@liaison/kernel';
import { Map } from 'immutable';
import type { RosterEvent } from './roster.events.js';

/** One resource in one month: which day schedule may use which of its hours. By date, then by site. */
export type Roster = { readonly holdings: Map<string, Map<string, Holding>> };
export type Holding = {
  /** Counts the allotments to this site and date. */
  readonly serial: number;
  readonly hours: readonly Interval[];
  readonly capacity: number;
  /** The newest plan that was acted on. */
  readonly planRevision: number;
};
export type DayOfSite = { readonly siteId: string; readonly date: string };

export const initial: Roster = { holdings: Map() };

const nothing: Holding = { serial: 0, hours: [], capacity: 0, planRevision: -1 };

export const holdingOf = (roster: Roster, { date, siteId }: DayOfSite): Holding => roster.holdings.get(date)?.get(siteId) ?? nothing;

export const evolve = (roster: Roster, event: RosterEvent): Roster => {
  const { date, siteId, serial, hours, planRevision } = event.data;
  const held = holdingOf(roster, event.data);
  const holding: Holding =
    event.type === 'HoursAllotted'
      ? { serial, hours, capacity: event.data.capacity, planRevision }
      : { ...held, hours: minus(held.hours, hours), planRevision: Math.max(held.planRevision, planRevision) };
  return { holdings: roster.holdings.update(date, Map(), (sites) => sites.set(siteId, holding)) };
};

/** What other day schedules hold of these hours. */
export const heldElsewhere = (
  roster: Roster,
  { siteId, date }: DayOfSite,
  hours: readonly Interval[],
): readonly (DayOfSite & { readonly hours: readonly Interval[] })[] =>
  [...roster.holdings].flatMap(([otherDate, sites]) =>
    [...sites]
      .filter(([otherSite]) => otherSite !== siteId || otherDate !== date)
      .map(([otherSite, held]) => ({
        siteId: otherSite,
        date: otherDate,
        hours: held.hours.filter((theirs) => hours.some((ours) => overlap(theirs, ours))),
      }))
      .filter((other) => other.hours.length > 0),
  );
