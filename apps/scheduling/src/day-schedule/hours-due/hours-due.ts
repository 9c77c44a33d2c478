import { minus, union, type Interval } from '@liaison/kernel';
import { hasJust } from './is-brought.js';
import type { AllotHours } from '../../roster/allot-hours/allot-hours.js';
import { heldElsewhere, holdingOf, type DayOfSite, type Roster } from '../../roster/roster.state.js';
import type { TakeBackHours } from '../../roster/take-back-hours/take-back-hours.js';
import { evolve, inUse, resourceDay, type DaySchedule } from '../day-schedule.state.js';
import type { ReceiveHours } from '../receive-hours/receive-hours.js';
import type { ReturnHours } from '../return-hours/return-hours.js';

/** The hours in which a resource should be at a site on a date, as of the last event that says so. */
export type Plan = DayOfSite & {
  readonly resourceId: string;
  readonly hours: readonly Interval[];
  readonly capacity: number;
  readonly planRevision: number;
};
export type HoursStep = ReturnHours | ReceiveHours | TakeBackHours | AllotHours;

/**
 * The next step that brings a resource's hours from the roster to the day, or back, as its plan says; nothing when all is as
 * it should be, or as near as others' hours and booked appointments allow. It looks only at what was recorded, so that it goes
 * on from wherever a crash left it. Repeated, it comes to its end within {@link mostSteps}, while nobody else changes anything.
 *
 * A day gives up hours before the roster takes them back, and the roster takes them back before it gives them to another.
 */
export const nextStep = ({
  roster,
  day,
  plan,
}: {
  readonly roster: Roster;
  readonly day: DaySchedule;
  readonly plan: Plan;
}): HoursStep | undefined => {
  const { resourceId, siteId, date, capacity, planRevision } = plan;
  const held = holdingOf(roster, plan);
  if (planRevision < held.planRevision) return undefined;
  const there = resourceDay(day, resourceId);
  const hasArrived = there.serial >= held.serial;
  const surplus = minus(minus(held.hours, plan.hours), inUse(there));

  if (!hasArrived && surplus.length === 0)
    return { type: 'ReceiveHours', data: { resourceId, serial: held.serial, capacity: held.capacity, hours: held.hours } };

  const givenUp = minus(held.hours, there.hours);
  if (hasArrived && givenUp.length > 0)
    return { type: 'TakeBackHours', data: { resourceId, date, siteId, serial: held.serial, hours: givenUp, planRevision } };

  if (surplus.length > 0)
    return { type: 'ReturnHours', data: { resourceId, serial: held.serial, capacity: held.capacity, hours: surplus } };

  const missing = minus(obtainable(roster, plan), held.hours);
  const isOutdated = held.hours.length > 0 && held.capacity !== capacity;
  if (missing.length > 0 || isOutdated)
    return { type: 'AllotHours', data: { resourceId, date, siteId, hours: plan.hours, capacity, planRevision } };
  return undefined;
};

/** TakeBackHours for an earlier return, then ReturnHours, TakeBackHours, AllotHours and ReceiveHours. */
export const mostSteps = 5;

/** What the roster can give of the plan, now that others hold what they hold. */
export const obtainable = (roster: Roster, plan: Plan): readonly Interval[] =>
  minus(
    plan.hours,
    heldElsewhere(roster, plan, plan.hours).flatMap(({ hours }) => hours),
  );

/** The day schedules that hold hours which this plan wants: their own plans come first. */
export const inTheWay = (roster: Roster, plan: Plan): readonly DayOfSite[] =>
  heldElsewhere(roster, plan, plan.hours).map(({ siteId, date }) => ({ siteId, date }));

/**
 * The day as it will be once the hours of these plans have been brought, so that free times can be found before anybody
 * has booked. Leave out of a plan what is not {@link obtainable}.
 */
export const withPlannedHours = (day: DaySchedule, plans: readonly Pick<Plan, 'resourceId' | 'hours' | 'capacity'>[]): DaySchedule =>
  plans.reduce((known, { resourceId, hours, capacity }) => {
    const there = resourceDay(known, resourceId);
    if (hasJust(there, { hours, capacity })) return known;
    const kept = minus(there.hours, minus(minus(there.hours, hours), inUse(there)));
    const granted = union([...kept, ...hours]);
    if (granted.length === 0 && there.hours.length === 0) return known;
    return evolve(known, { type: 'HoursGranted', data: { resourceId, serial: there.serial + 1, capacity, hours: granted } });
  }, day);
