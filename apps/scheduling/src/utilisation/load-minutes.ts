import { minutesBetween, union, type Interval } from '@liaison/kernel';

export type Share = Interval & { readonly load: number };
export type LoadMinutes = {
  /** Used in the hours, and outside of them: minutes times load. */
  readonly within: number;
  readonly outside: number;
  /** What the hours had left: minutes times the capacity that nobody used. */
  readonly idle: number;
};

/** One resource's hours and what was used of it, cut wherever anything begins or ends. */
export const loadMinutes = (hours: readonly Interval[], capacity: number, shares: readonly Share[]): LoadMinutes => {
  const there = union(hours);
  const cuts = [...new Set([...there, ...shares].flatMap(({ from, to }) => [from, to]))].toSorted();
  return cuts.slice(1).reduce<LoadMinutes>(
    (sum, to, n) => {
      const from = cuts[n] ?? to;
      const covers = (each: Interval) => each.from <= from && to <= each.to;
      const minutes = minutesBetween(from, to);
      const used = shares.filter(covers).reduce((all, { load }) => all + load, 0);
      return there.some(covers)
        ? { ...sum, within: sum.within + used * minutes, idle: sum.idle + Math.max(0, capacity - used) * minutes }
        : { ...sum, outside: sum.outside + used * minutes };
    },
    { within: 0, outside: 0, idle: 0 },
  );
};

/** Of any intervals, each moment once. */
export const minutesOf = (intervals: readonly Interval[]): number =>
  union(intervals).reduce((sum, { from, to }) => sum + minutesBetween(from, to), 0);
