import { gridOf, localDay, minutesBetween, type Interval } from '@liaison/kernel';
import type { Use } from '../day-schedule/day-schedule.events.js';
import type { VisitRules } from '../day-schedule/day-schedule.policies.js';
import type { DaySchedule } from '../day-schedule/day-schedule.state.js';
import { fit } from '../day-schedule/fitting/fit.js';
import { planning } from '../day-schedule/holds.policies.js';
import { narrow, phasesAt, visitAt, type PooledPhase } from '../visit-type/phases.js';
import type { VisitTypeFacts } from '../visit-type/visit-type.state.js';

export type WantedTimes = {
  readonly visitType: Pick<VisitTypeFacts, 'departmentId' | 'durationMinutes'> & { readonly phases: readonly PooledPhase[] };
  readonly gridMinutes: number;
  readonly zone: string;
  readonly date: string;
  readonly patientId?: string | undefined;
  /** Resources that somebody would like to have. */
  readonly with?: readonly string[] | undefined;
  readonly rules?: VisitRules | undefined;
  /** Of all starts on the grid, those that somebody would come at. */
  readonly isWanted?: ((start: string) => boolean) | undefined;
};
/** The patient's own time, and what it would use. */
export type Offer = Interval & { readonly uses: readonly Use[] };

/** The first times of a day at which booking this visit would be accepted, in order: by asking what booking asks. */
export const freeTimes = (before: DaySchedule, wanted: WantedTimes, clock: string, limit: number): readonly Offer[] =>
  firstFree(before, wanted, clock, limit, gridOf(localDay(wanted.date, wanted.zone), wanted.gridMinutes));

/** Those of a day that begin nearest to a time, the nearest first: nobody asks about the others. */
export const freeTimesNear = (
  before: DaySchedule,
  wanted: WantedTimes,
  clock: string,
  { start, count }: { readonly start: string; readonly count: number },
): readonly Offer[] => {
  const starts = gridOf(localDay(wanted.date, wanted.zone), wanted.gridMinutes).map((from) => ({ from }));
  return firstFree(
    before,
    wanted,
    clock,
    count,
    nearest(start, starts, starts.length).map(({ from }) => from),
  );
};

const firstFree = (before: DaySchedule, wanted: WantedTimes, clock: string, limit: number, starts: readonly string[]): readonly Offer[] => {
  const { day, now } = planning(before, clock);
  const { visitType, gridMinutes, zone, date, patientId, rules } = wanted;
  const { departmentId } = visitType;
  const calendar = localDay(date, zone);
  const phases = narrow(visitType.phases, wanted.with);
  const offers: Offer[] = [];
  for (const start of starts) {
    if (offers.length >= limit) break;
    if (start < now || wanted.isWanted?.(start) === false) continue;
    const own = visitAt(visitType, start);
    const found = fit(
      { ...own, patientId, departmentId, date, gridMinutes, now, phases: phasesAt({ phases }, start), rules },
      day,
      calendar,
      'no reasons',
    );
    if ('uses' in found) offers.push({ ...own, uses: found.uses });
  }
  return offers;
};

/** The offers that begin nearest to a time, the nearest first, the earlier of two that are equally near. */
export const nearest = <O extends Pick<Interval, 'from'>>(requestedStart: string, offers: readonly O[], count: number): readonly O[] => {
  const distance = ({ from }: Pick<Interval, 'from'>) => Math.abs(minutesBetween(requestedStart, from));
  return offers.toSorted((a, b) => distance(a) - distance(b) || (a.from < b.from ? -1 : 1)).slice(0, count);
};
