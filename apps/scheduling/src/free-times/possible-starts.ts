import type { Interval, LocalDay } from '@liaison/kernel';
import type { DaySchedule } from '../day-schedule/day-schedule.state.js';
import { bundlesOf } from '../day-schedule/fitting/bundles.js';
import type { Taken } from '../day-schedule/taken.js';
import { phasesAt, type PooledPhase } from '../visit-type/phases.js';

/** What one resource would give of itself, in milliseconds from the start of the visit. */
type Share = { readonly fromMs: number; readonly toMs: number; readonly load: number };
type Pool = { readonly anyOf: readonly string[]; readonly shares: readonly Share[] };
/** A pool at the starts that are in question. */
type Row = { readonly startsMs: readonly number[]; readonly open: readonly boolean[] };

/**
 * Of these starts, those at which every phase has somebody who is there for all of it and whom no single other visit keeps: a
 * reckoning with numbers, because on a full day nearly nothing is left to be asked of the rules, which are asked then. A visit
 * that reaches into another day is left to them. Not for groups and overbooking, which may have what somebody keeps.
 */
export const possibleStarts = (
  starts: readonly string[],
  { durationMinutes, phases }: { readonly durationMinutes: number; readonly phases: readonly PooledPhase[] },
  day: DaySchedule,
  calendar: LocalDay,
): readonly string[] => {
  const pools = poolsOf(phases);
  const ends = [0, 60_000 * durationMinutes, ...pools.flatMap(({ shares }) => shares.flatMap(({ fromMs, toMs }) => [fromMs, toMs]))];
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  const [from, to] = [Date.parse(calendar.from), Date.parse(calendar.to)];
  const startsMs = starts.map((start) => Date.parse(start));
  const within = startsMs.map((start) => start + first >= from && start + last <= to);
  let possible: readonly boolean[] = within;
  for (const pool of pools) possible = servedBy(pool, { startsMs, open: possible }, day);
  return starts.filter((_, n) => possible[n] === true || within[n] === false);
};

const epoch = '1970-01-01T00:00:00Z';

const poolsOf = (phases: readonly PooledPhase[]): readonly Pool[] =>
  bundlesOf(phasesAt({ phases }, epoch)).map((bundle) => ({
    anyOf: bundle[0].anyOf,
    shares: bundle.map(({ from, to, load }) => ({ fromMs: Date.parse(from), toMs: Date.parse(to), load })),
  }));

const servedBy = ({ anyOf, shares }: Pool, { startsMs, open }: Row, day: DaySchedule): readonly boolean[] => {
  const served = open.map(() => false);
  let left = open.filter(Boolean).length;
  for (const resourceId of anyOf) {
    if (left === 0) break;
    const there = day.hours.get(resourceId);
    if (!there) continue;
    const [hours, taken] = [numbersOf(there.hours), numbersOfTaken(day.taken.get(resourceId))];
    for (let n = 0; n < startsMs.length; n++) {
      const start = startsMs[n] ?? 0;
      if (!open[n] || served[n] || !shares.every((share) => isFree(share, start, hours, taken, there.capacity))) continue;
      served[n] = true;
      left -= 1;
    }
  }
  return served;
};

const isFree = (share: Share, startMs: number, hours: Float64Array, taken: Float64Array, capacity: number): boolean => {
  const [from, to] = [startMs + share.fromMs, startMs + share.toMs];
  if (!isWithinOne(from, to, hours)) return false;
  const most = capacity - share.load;
  for (let n = 0; n < taken.length; n += 3)
    if ((taken[n] ?? 0) < to && from < (taken[n + 1] ?? 0) && (taken[n + 2] ?? 0) > most) return false;
  return true;
};

const isWithinOne = (from: number, to: number, hours: Float64Array): boolean => {
  for (let n = 0; n < hours.length; n += 2) if ((hours[n] ?? 0) <= from && to <= (hours[n + 1] ?? 0)) return true;
  return false;
};

/** States share what has not changed, so that a day that is asked often is put into numbers once. */
const knownHours = new WeakMap<readonly Interval[], Float64Array>();
const numbersOf = (hours: readonly Interval[]): Float64Array => {
  const known = knownHours.get(hours);
  if (known) return known;
  const numbers = Float64Array.from(hours.flatMap(({ from, to }) => [Date.parse(from), Date.parse(to)]));
  knownHours.set(hours, numbers);
  return numbers;
};

const nothing = new Float64Array();
const knownTaken = new WeakMap<Taken, Float64Array>();
/** From, to and load of each, the last booked first. */
const numbersOfTaken = (all: Taken | undefined): Float64Array => {
  if (!all) return nothing;
  const known = knownTaken.get(all);
  if (known) return known;
  const numbers: number[] = [];
  for (let taken: Taken | undefined = all; taken; taken = taken.before)
    numbers.push(Date.parse(taken.use.from), Date.parse(taken.use.to), taken.use.load);
  knownTaken.set(all, Float64Array.from(numbers));
  return knownTaken.get(all) ?? nothing;
};
