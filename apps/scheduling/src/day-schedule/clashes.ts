import { addMinutes, localDay, minutesBetween, overlap, within, type Interval } from '@liaison/kernel';
import type { DayBeside } from './appointment.policies.js';
import type { Clash, Use } from './day-schedule.events.js';
import { freeing, resourceDay, type AppointmentFacts, type DaySchedule } from './day-schedule.state.js';
import { peakLoad } from './fitting/peak-load.js';
import { cutTo, onItsDate } from './over-midnight.js';
import { takenDuring } from './taken.js';

/**
 * What a visit collides with that takes place at another time than planned, or after its resources were given to others. What
 * has happened is recorded all the same; on the days beside too, which it may reach into by that.
 */
export const clashesOf = (
  day: DaySchedule,
  visit: AppointmentFacts,
  actual: Interval,
  beside: readonly DayBeside[] = [],
): readonly Clash[] => {
  const uses = usesAt(visit, actual);
  const own = beside.length > 0 ? cutTo(localDay(visit.date, visit.zone), uses) : onItsDate(visit, uses);
  const here = clashesOn(day, visit, actual, own);
  const there = beside.flatMap(({ date, day: other }) =>
    clashesOn(other, visit, actual, cutTo(localDay(date, visit.zone), uses), 'beside'),
  );
  return once([...here, ...there]);
};

const clashesOn = (day: DaySchedule, visit: AppointmentFacts, actual: Interval, uses: readonly Use[], where?: 'beside') => {
  const others = freeing(day, visit);
  const ofPatient = (others.ofPatient.get(visit.patientId) ?? [])
    .filter((other) => overlap(other, actual))
    .map(({ appointmentId }): Clash => ({ appointmentId }));
  return [...ofPatient, ...uses.flatMap((use) => clashesOfUse(others, use, where))];
};

/** Every phase begins as late as the visit does, and what comes after the patient's own time is put off by its overrun too. */
export const usesAt = ({ from, to, uses }: Pick<AppointmentFacts, 'from' | 'to' | 'uses'>, actual: Interval): readonly Use[] => {
  const late = minutesBetween(from, actual.from);
  const longer = minutesBetween(to, actual.to);
  const shifted = (instant: string) => addMinutes(instant, instant < to ? late : longer);
  return uses.map((use) => ({ ...use, from: shifted(use.from), to: shifted(use.to) })).filter((use) => use.from < use.to);
};

const clashesOfUse = (day: DaySchedule, use: Use, where: 'beside' | undefined): readonly Clash[] => {
  const { resourceId } = use;
  const { hours, capacity, taken } = resourceDay(day, resourceId);
  const others = takenDuring(taken, use);
  // nobody may have asked yet who is there on the day beside
  const isThere = (where === 'beside' && !day.hours.has(resourceId)) || hours.some((granted) => within(use, granted));
  const isTaken = peakLoad([...others.map((other) => other.use), use]) > capacity;
  return [
    ...(isThere ? [] : [{ resourceId }]),
    ...(others.length > 0 && isTaken ? others.map(({ appointmentId }) => ({ appointmentId, resourceId })) : []),
  ];
};

const once = (clashes: readonly Clash[]): readonly Clash[] => [
  ...new Map(clashes.map((clash) => [`${clash.appointmentId} ${clash.resourceId}`, clash])).values(),
];
