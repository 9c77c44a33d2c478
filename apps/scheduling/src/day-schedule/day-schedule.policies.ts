import { addMinutes, minuteOn, overlap, within, type Interval, type LocalDay } from '@liaison/kernel';
import type { OverbookingReason, Use } from './day-schedule.events.js';
import { spanOf } from './over-midnight.js';
import { closedAs, resourceDay, type Closed, type DaySchedule } from './day-schedule.state.js';
import type { HeldBlock } from './fitting/held-blocks.js';
import { peakLoad } from './fitting/peak-load.js';
import { takenDuring } from './taken.js';

/** What a visit asks of a day: its phases, each wanting a share of one resource out of its pool for its whole time. */
export type WantedVisit = Interval & {
  /** Finding free times may leave open whose they are. */
  readonly patientId?: string | undefined;
  readonly departmentId: string;
  readonly date: string;
  readonly gridMinutes: number;
  readonly phases: readonly WantedPhase[];
  readonly now: string;
  readonly rules?: VisitRules | undefined;
  /** Of a visit over midnight, this is the part on the date that has it, and the rest was asked for on another one. */
  readonly beyond?: unknown;
  /** The date that has it: this is what reaches into the day beside. */
  readonly home?: string | undefined;
};
export type WantedPhase = Interval & {
  readonly name: string;
  readonly load: number;
  readonly anyOf: readonly string[];
  /** Served by whoever serves that phase, out of the same pool. */
  readonly sameAs?: string | undefined;
  /** There only for who needs it: in a group session of that seat alone. */
  readonly onNeed?: string | undefined;
  /** Load beyond the capacity that overbooking allows. */
  readonly extra?: number | undefined;
  /** Of the group that shares the use. */
  readonly session?: string | undefined;
};
/** What the kind of visit, and whoever asks for it, add to the rules of the day. */
export type VisitRules = {
  /** Notice that is needed, in minutes before the patient's own start. */
  readonly leadMinutes?: number | undefined;
  readonly horizon?: { readonly days: number; readonly last: string } | undefined;
  /** A session whose seats are appointments. */
  readonly group?: { readonly visitTypeId: string; readonly seats: number } | undefined;
  readonly blocks?: readonly HeldBlock[] | undefined;
  /** Asked for, by somebody whose role may. */
  readonly overbooking?: { readonly role: string; readonly reason: OverbookingReason } | undefined;
};

export type ClosedObjection = { readonly code: 'closed' } & Closed;
export type VisitObjection =
  | { readonly code: 'in-the-past'; readonly from: string; readonly now: string }
  | { readonly code: 'too-soon'; readonly leadMinutes: number; readonly earliest: string }
  | { readonly code: 'beyond-horizon'; readonly horizonDays: number; readonly last: string }
  | { readonly code: 'off-grid'; readonly gridMinutes: number }
  | { readonly code: 'outside-the-day'; readonly date: string; readonly from: string; readonly to: string }
  | { readonly code: 'patient-elsewhere'; readonly appointmentId: string; readonly from: string; readonly to: string }
  | ClosedObjection;
export type UseObjection =
  | ClosedObjection
  | { readonly code: 'resource-not-there'; readonly use: Use; readonly there: readonly Interval[] }
  | { readonly code: 'capacity-exceeded'; readonly use: Use; readonly capacity: number; readonly takenBy: readonly string[] };

/** A rule about a visit as a whole: what it objects to, or nothing. */
type VisitPolicy = (visit: WantedVisit, day: DaySchedule, calendar: LocalDay) => readonly VisitObjection[];
/** A rule about one use, beside what the same visit takes of the same resource; `extra` is load that may go beyond its capacity. */
type UsePolicy = (use: Use, day: DaySchedule, beside: readonly Use[], extra: number) => readonly UseObjection[];

export const theVisitLiesAhead: VisitPolicy = (visit, _, __) => {
  const { from } = spanOf(visit);
  return from < visit.now ? [{ code: 'in-the-past', from, now: visit.now }] : [];
};

export const theVisitIsAskedForInTime: VisitPolicy = ({ from, now, rules }, _, __) => {
  if (!rules?.leadMinutes) return [];
  const earliest = addMinutes(now, rules.leadMinutes);
  return from < earliest ? [{ code: 'too-soon', leadMinutes: rules.leadMinutes, earliest }] : [];
};

export const theVisitIsWithinItsHorizon: VisitPolicy = ({ date, rules }, _, __) =>
  rules?.horizon && date > rules.horizon.last
    ? [{ code: 'beyond-horizon', horizonDays: rules.horizon.days, last: rules.horizon.last }]
    : [];

export const theVisitBeginsOnTheGrid: VisitPolicy = ({ from, gridMinutes }, _, calendar) => {
  const minute = minuteOn(calendar, from);
  return minute !== undefined && minute % gridMinutes !== 0 ? [{ code: 'off-grid', gridMinutes }] : [];
};

export const theVisitStaysWithinItsDay: VisitPolicy = (visit, _, calendar) => {
  const span = spanOf(visit);
  return visit.beyond !== undefined || within(span, calendar) ? [] : [{ code: 'outside-the-day', date: visit.date, ...span }];
};

export const thePatientIsNowhereElse: VisitPolicy = (visit, day) =>
  (visit.patientId === undefined ? [] : (day.ofPatient.get(visit.patientId) ?? []))
    .filter((other) => overlap(other, visit))
    .map(({ appointmentId, from, to }) => ({ code: 'patient-elsewhere', appointmentId, from, to }));

export const siteAndDepartmentAreOpen: VisitPolicy = (visit, day) =>
  [...standing(day, {}), ...standing(day, { departmentId: visit.departmentId })]
    .filter((closed) => [visit, ...visit.phases].some((part) => overlap(part, closed)))
    .map((closed) => ({ code: 'closed', ...closed }));

export const theResourceIsOpen: UsePolicy = (use, day) =>
  standing(day, { resourceId: use.resourceId })
    .filter((closed) => overlap(closed, use))
    .map((closed) => ({ code: 'closed', ...closed }));

export const theResourceIsThereForTheWholeUse: UsePolicy = (use, day) => {
  const there = resourceDay(day, use.resourceId).hours;
  return there.some((hours) => within(use, hours)) ? [] : [{ code: 'resource-not-there', use, there }];
};

export const theLoadStaysWithinTheCapacity: UsePolicy = (use, day, beside, extra) => {
  const { hours, capacity, taken } = resourceDay(day, use.resourceId);
  if (!hours.some((granted) => within(use, granted))) return [];
  const others = takenDuring(taken, use);
  return peakLoad([...others.map((other) => other.use), ...beside.filter((other) => overlap(other, use)), use]) <= capacity + extra
    ? []
    : [{ code: 'capacity-exceeded', use, capacity, takenBy: [...new Set(others.map(({ appointmentId }) => appointmentId))] }];
};

/** Every rule that a visit must satisfy. A new rule is a named value above, a line here, and a spec. */
export const visitPolicies: readonly VisitPolicy[] = [
  theVisitLiesAhead,
  theVisitIsAskedForInTime,
  theVisitIsWithinItsHorizon,
  theVisitBeginsOnTheGrid,
  theVisitStaysWithinItsDay,
  thePatientIsNowhereElse,
  siteAndDepartmentAreOpen,
];
/** Every rule that a use must satisfy. */
export const usePolicies: readonly UsePolicy[] = [theResourceIsOpen, theResourceIsThereForTheWholeUse, theLoadStaysWithinTheCapacity];

/** Its grid, its notice and its horizon are those of the date that has it. */
const policiesOfWhatContinues: readonly VisitPolicy[] = [theVisitLiesAhead, thePatientIsNowhereElse, siteAndDepartmentAreOpen];

export const objectionsToVisit = (visit: WantedVisit, day: DaySchedule, calendar: LocalDay): readonly VisitObjection[] =>
  (visit.home === undefined ? visitPolicies : policiesOfWhatContinues).flatMap((policy) => policy(visit, day, calendar));

export const objectionsToUse = (use: Use, day: DaySchedule, beside: readonly Use[] = [], extra = 0): readonly UseObjection[] =>
  usePolicies.flatMap((policy) => policy(use, day, beside, extra));

const standing = (day: DaySchedule, what: Parameters<typeof closedAs>[0]): readonly Closed[] => day.closed.get(closedAs(what)) ?? [];
