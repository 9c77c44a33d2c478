import { minuteOn, overlap, within, type Interval, type LocalDay } from '@liaison/kernel';
import type { Use } from './day-schedule.events.js';
import { closedAs, resourceDay, type Closed, type DaySchedule } from './day-schedule.state.js';
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
};
export type WantedPhase = Interval & { readonly name: string; readonly load: number; readonly anyOf: readonly string[] };

export type ClosedObjection = { readonly code: 'closed' } & Closed;
export type VisitObjection =
  | { readonly code: 'in-the-past'; readonly from: string; readonly now: string }
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
/** A rule about one use, beside what the same visit takes of the same resource. */
type UsePolicy = (use: Use, day: DaySchedule, beside: readonly Use[]) => readonly UseObjection[];

export const theVisitLiesAhead: VisitPolicy = (visit, _, __) => {
  const { from } = spanOf(visit);
  return from < visit.now ? [{ code: 'in-the-past', from, now: visit.now }] : [];
};

export const theVisitBeginsOnTheGrid: VisitPolicy = ({ from, gridMinutes }, _, calendar) => {
  const minute = minuteOn(calendar, from);
  return minute !== undefined && minute % gridMinutes !== 0 ? [{ code: 'off-grid', gridMinutes }] : [];
};

export const theVisitStaysWithinItsDay: VisitPolicy = (visit, _, calendar) => {
  const span = spanOf(visit);
  return within(span, calendar) ? [] : [{ code: 'outside-the-day', date: visit.date, ...span }];
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

export const theLoadStaysWithinTheCapacity: UsePolicy = (use, day, beside) => {
  const { hours, capacity, taken } = resourceDay(day, use.resourceId);
  if (!hours.some((granted) => within(use, granted))) return [];
  const others = takenDuring(taken, use);
  return peakLoad([...others.map((other) => other.use), ...beside.filter((other) => overlap(other, use)), use]) <= capacity
    ? []
    : [{ code: 'capacity-exceeded', use, capacity, takenBy: [...new Set(others.map(({ appointmentId }) => appointmentId))] }];
};

/** Every rule that a visit must satisfy. A new rule is a named value above, a line here, and a spec. */
export const visitPolicies: readonly VisitPolicy[] = [
  theVisitLiesAhead,
  theVisitBeginsOnTheGrid,
  theVisitStaysWithinItsDay,
  thePatientIsNowhereElse,
  siteAndDepartmentAreOpen,
];
/** Every rule that a use must satisfy. */
export const usePolicies: readonly UsePolicy[] = [theResourceIsOpen, theResourceIsThereForTheWholeUse, theLoadStaysWithinTheCapacity];

export const objectionsToVisit = (visit: WantedVisit, day: DaySchedule, calendar: LocalDay): readonly VisitObjection[] =>
  visitPolicies.flatMap((policy) => policy(visit, day, calendar));

export const objectionsToUse = (use: Use, day: DaySchedule, beside: readonly Use[] = []): readonly UseObjection[] =>
  usePolicies.flatMap((policy) => policy(use, day, beside));

const standing = (day: DaySchedule, what: Parameters<typeof closedAs>[0]): readonly Closed[] => day.closed.get(closedAs(what)) ?? [];

/** From the first preparation to the last cleaning. */
const spanOf = ({ from, to, phases }: WantedVisit): Interval =>
  phases.reduce((span, phase) => ({ from: phase.from < span.from ? phase.from : span.from, to: phase.to > span.to ? phase.to : span.to }), {
    from,
    to,
  });
