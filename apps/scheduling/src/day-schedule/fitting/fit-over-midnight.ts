import { localDay, union } from '@liaison/kernel';
import { Map } from 'immutable';
import type { WantedVisit } from '../day-schedule.policies.js';
import { resourceDay, type DaySchedule } from '../day-schedule.state.js';
import { datesBeside } from '../over-midnight.js';
import type { Taken } from '../taken.js';
import { fit, type Fit } from './fit.js';

export type VisitOverMidnight = WantedVisit & { readonly zone: string };

/** The other date of a visit that passes one midnight. Groups meet on one date: their seats are counted on one day. */
export const dateBeside = (visit: VisitOverMidnight): string | undefined => {
  const [date, another] = datesBeside(visit);
  return another === undefined && visit.rules?.group === undefined ? date : undefined;
};

/**
 * How a visit fits into two days at once, so that whoever serves a phase before midnight serves it after. Where this finds room, each
 * of the days finds room for its part.
 */
export const fitOverMidnight = (
  visit: VisitOverMidnight,
  day: DaySchedule,
  beside: DaySchedule,
  reasons: 'reasons' | 'no reasons' = 'reasons',
): Fit => {
  const pools = new Set(visit.phases.flatMap(({ anyOf }) => anyOf));
  const both = joined(day, beside, pools, visit.patientId);
  return fit({ ...visit, beyond: true }, both, localDay(visit.date, visit.zone), reasons);
};

/** As one: hours go on over midnight; where more is there on one side than on the other, what is there on both counts. */
const joined = (day: DaySchedule, beside: DaySchedule, resourceIds: ReadonlySet<string>, patientId = ''): DaySchedule => ({
  ...day,
  hours: Map([...resourceIds].map((resourceId) => [resourceId, hoursOf(day, beside, resourceId)])),
  taken: Map([...resourceIds].map((resourceId) => [resourceId, after(day.taken.get(resourceId), beside.taken.get(resourceId))])),
  ofPatient: Map([[patientId, [...(day.ofPatient.get(patientId) ?? []), ...(beside.ofPatient.get(patientId) ?? [])]]]),
  closed: day.closed.mergeWith((here, there) => [...here, ...there], beside.closed),
});

const hoursOf = (day: DaySchedule, beside: DaySchedule, resourceId: string) => {
  const [one, other] = [resourceDay(day, resourceId), resourceDay(beside, resourceId)];
  const capacities = [one, other].flatMap(({ hours, capacity }) => (hours.length > 0 ? [capacity] : []));
  return { serial: one.serial, capacity: Math.min(...capacities, 100), hours: union([...one.hours, ...other.hours]) };
};

/** One list of both. */
const after = (all: Taken | undefined, more: Taken | undefined): Taken | undefined => {
  let both = all;
  for (let taken = more; taken; taken = taken.before) both = { ...taken, before: both };
  return both;
};
