import { addMinutes, gridOf, localDay, minutesBetween, type Interval } from '@liaison/kernel';
import type { Use } from '../day-schedule/day-schedule.events.js';
import type { VisitRules } from '../day-schedule/day-schedule.policies.js';
import type { DaySchedule } from '../day-schedule/day-schedule.state.js';
import { fit } from '../day-schedule/fitting/fit.js';
import { dateBeside, fitOverMidnight } from '../day-schedule/fitting/fit-over-midnight.js';
import { planning } from '../day-schedule/holds.policies.js';
import { cutTo } from '../day-schedule/over-midnight.js';
import { narrow, phasesAt, visitAt, type PooledPhase } from '../visit-type/phases.js';
import type { VisitTypeFacts } from '../visit-type/visit-type.state.js';
import { possibleStarts } from './possible-starts.js';

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

/** The days before and after, as they are asked for when somebody is there up to midnight. */
export type DaysBeside = ReadonlyMap<string, DaySchedule>;

const none: DaysBeside = new Map();

/** The first times of a day at which booking this visit would be accepted, in order: by asking what booking asks. */
export const freeTimes = (
  before: DaySchedule,
  wanted: WantedTimes,
  clock: string,
  limit: number,
  beside: DaysBeside = none,
): readonly Offer[] => firstFree(before, wanted, clock, { starts: startsOf(wanted), limit, beside });

/** Those of a day that begin nearest to a time, the nearest first: nobody asks about the others. */
export const freeTimesNear = (
  before: DaySchedule,
  wanted: WantedTimes,
  clock: string,
  { start, count }: { readonly start: string; readonly count: number },
  beside: DaysBeside = none,
): readonly Offer[] => {
  const all = startsOf(wanted).map((from) => ({ from }));
  const starts = nearest(start, all, all.length).map(({ from }) => from);
  return firstFree(before, wanted, clock, { starts, limit: count, beside });
};

const startsOf = ({ date, zone, gridMinutes }: WantedTimes): readonly string[] => gridOf(localDay(date, zone), gridMinutes);

const firstFree = (
  before: DaySchedule,
  wanted: WantedTimes,
  clock: string,
  { starts, limit, beside }: { readonly starts: readonly string[]; readonly limit: number; readonly beside: DaysBeside },
): readonly Offer[] => {
  const { day, now } = planning(before, clock);
  const { visitType, gridMinutes, zone, date, patientId, rules } = wanted;
  const { departmentId } = visitType;
  const calendar = localDay(date, zone);
  const phases = narrow(visitType.phases, wanted.with);
  const offers: Offer[] = [];
  const ahead = starts.filter((start) => start >= now && wanted.isWanted?.(start) !== false);
  const mayShare = rules?.group !== undefined || rules?.overbooking !== undefined;
  const possible = mayShare ? ahead : possibleStarts(ahead, { durationMinutes: visitType.durationMinutes, phases }, day, calendar);
  for (const start of possible) {
    if (offers.length >= limit) break;
    const own = visitAt(visitType, start);
    const visit = { ...own, patientId, departmentId, date, zone, gridMinutes, now, phases: phasesAt({ phases }, start), rules };
    const other = beside.size > 0 ? dateBeside(visit) : undefined;
    const dayBeside = other === undefined ? undefined : beside.get(other);
    const found = dayBeside
      ? fitOverMidnight(visit, day, planning(dayBeside, clock).day, 'no reasons')
      : fit(visit, day, calendar, 'no reasons');
    if ('uses' in found) offers.push({ ...own, uses: found.uses });
  }
  return offers;
};

/** The other dates that have to be asked: those that a visit could reach of which this day has its part. */
export const datesToAsk = (before: DaySchedule, wanted: WantedTimes, clock: string): readonly string[] => {
  const { visitType, gridMinutes, zone, date, patientId, rules } = wanted;
  const calendar = localDay(date, zone);
  const phases = narrow(visitType.phases, wanted.with);
  const asked = new Set<string>();
  const first = Math.min(0, ...phases.map(({ offsetMinutes }) => offsetMinutes));
  const last = Math.max(visitType.durationMinutes, ...phases.map(({ offsetMinutes, durationMinutes }) => offsetMinutes + durationMinutes));
  const [early, late] = [addMinutes(calendar.from, -first), addMinutes(calendar.to, -last)];
  for (const start of startsOf(wanted).filter((each) => each < early || each > late)) {
    const visit = { ...visitAt(visitType, start), patientId, departmentId: visitType.departmentId, date, zone, gridMinutes, now: clock };
    const whole = { ...visit, phases: phasesAt({ phases }, start), rules };
    const other = start < clock || wanted.isWanted?.(start) === false ? undefined : dateBeside(whole);
    if (other === undefined || asked.has(other)) continue;
    const ours = { ...whole, phases: cutTo(calendar, whole.phases), beyond: true };
    if ('uses' in fit(ours, before, calendar, 'no reasons')) asked.add(other);
  }
  return [...asked];
};

/** The offers that begin nearest to a time, the nearest first, the earlier of two that are equally near. */
export const nearest = <O extends Pick<Interval, 'from'>>(requestedStart: string, offers: readonly O[], count: number): readonly O[] => {
  const distance = ({ from }: Pick<Interval, 'from'>) => Math.abs(minutesBetween(requestedStart, from));
  return offers.toSorted((a, b) => distance(a) - distance(b) || (a.from < b.from ? -1 : 1)).slice(0, count);
};
