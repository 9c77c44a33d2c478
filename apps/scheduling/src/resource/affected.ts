import { overlap, within, type Interval } from '@liaison/kernel';
import type { Use } from '../day-schedule/day-schedule.events.js';
import type { AppointmentFacts, DaySchedule } from '../day-schedule/day-schedule.state.js';
import { planOf } from '../day-schedule/plans-of-day.js';
import { peakLoad } from '../day-schedule/fitting/peak-load.js';
import { takenDuring, type Taken } from '../day-schedule/taken.js';

export type AffectedReason = 'outside-hours' | 'capacity-exceeded' | 'attribute-missing' | 'block-held';
export type Affected = { readonly visit: AppointmentFacts; readonly reasons: readonly AffectedReason[] };

/** What a resource is from now on, where visits that it serves may have been booked for something else. */
export type ChangedResource = {
  readonly resourceId: string;
  /** By its plan, on the date in question. */
  readonly hours: readonly Interval[];
  readonly capacity: number;
  /** Whether it still has what this phase of the visit asks for. */
  readonly serves: (visit: AppointmentFacts, use: Use) => boolean;
};

/** The visits of a day, from now on, that the resource would not be given as it is now. They stay until somebody decides. */
export const affectedOn = (
  day: DaySchedule,
  { resourceId, hours, capacity, serves }: ChangedResource,
  now: string,
): readonly Affected[] => {
  const reasons = new Map<string, Set<AffectedReason>>();
  const all = day.taken.get(resourceId);
  for (let taken: Taken | undefined = all; taken; taken = taken.before) {
    const { use, appointmentId } = taken;
    const visit = planOf(day, appointmentId);
    if (!visit || visit.to <= now) continue;
    const found: readonly AffectedReason[] = [
      ...(hours.some((each) => within(use, each)) ? [] : (['outside-hours'] as const)),
      ...(peakLoad(shares(all, use)) <= capacity ? [] : (['capacity-exceeded'] as const)),
      ...(serves(visit, use) ? [] : (['attribute-missing'] as const)),
    ];
    if (found.length > 0) reasons.set(appointmentId, new Set([...(reasons.get(appointmentId) ?? []), ...found]));
  }
  return [...reasons].flatMap(([appointmentId, why]) => {
    const visit = planOf(day, appointmentId);
    return visit ? [{ visit, reasons: [...why].toSorted() }] : [];
  });
};

/** Each visit once: both days of one over midnight know it. */
export const byVisit = (all: readonly Affected[]): readonly Affected[] => {
  const found = new Map<string, Affected>();
  for (const each of all) {
    const reasons = [...(found.get(each.visit.appointmentId)?.reasons ?? []), ...each.reasons];
    found.set(each.visit.appointmentId, { ...each, reasons: [...new Set(reasons)].toSorted() });
  }
  return [...found.values()];
};

/** What is taken at some time of a use, cut to that time. */
const shares = (all: Taken | undefined, use: Use): readonly Use[] =>
  takenDuring(all, use)
    .map((taken) => taken.use)
    .filter((other) => overlap(other, use))
    .map((other) => ({ ...other, from: other.from > use.from ? other.from : use.from, to: other.to < use.to ? other.to : use.to }));
