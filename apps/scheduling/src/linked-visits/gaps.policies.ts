import { minutesBetween, type Interval } from '@liaison/kernel';
import type { Gap } from './linked-visits.events.js';

/** A visit by its name, with the patient's own time. */
export type Timed = Interval & { readonly name: string };
export type GapFault =
  | { readonly code: 'name-twice'; readonly name: string }
  | { readonly code: 'gap-of-no-visit'; readonly gap: number; readonly name: string }
  | { readonly code: 'gap-without-width'; readonly gap: number; readonly leastMinutes: number; readonly greatestMinutes: number }
  | { readonly code: 'gaps-in-a-circle'; readonly names: readonly string[] };
export type GapBroken = {
  readonly code: 'gap-broken';
  readonly first: string;
  readonly then: string;
  /** Between them as they would be: negative when the other begins before the first has ended. */
  readonly minutes: number;
  readonly leastMinutes: number;
  readonly greatestMinutes?: number | undefined;
};

/** What makes gaps that no times can keep. */
export const gapFaults = (names: readonly string[], gaps: readonly Gap[]): readonly GapFault[] => {
  const twice = names.filter((name, n) => names.indexOf(name) !== n).map((name) => ({ code: 'name-twice', name }) as const);
  const each = gaps.flatMap(({ first, then, leastMinutes, greatestMinutes }, gap): readonly GapFault[] => [
    ...[first, then].filter((name) => !names.includes(name)).map((name) => ({ code: 'gap-of-no-visit', gap, name }) as const),
    ...(greatestMinutes !== undefined && greatestMinutes < leastMinutes
      ? [{ code: 'gap-without-width', gap, leastMinutes, greatestMinutes } as const]
      : []),
  ]);
  if (twice.length + each.length > 0) return [...twice, ...each];
  const ordered = inOrder(names, gaps);
  const circle = names.filter((name) => !ordered.includes(name));
  return circle.length > 0 ? [{ code: 'gaps-in-a-circle', names: circle }] : [];
};

/** The names in an order in which each comes after those that are to be before it; those in a circle are left out. */
export const inOrder = (names: readonly string[], gaps: readonly Gap[]): readonly string[] => {
  const ordered: string[] = [];
  for (;;) {
    const waits = (name: string) => gaps.some(({ first, then }) => then === name && !ordered.includes(first));
    const next = names.find((name) => !ordered.includes(name) && !waits(name));
    if (next === undefined) return ordered;
    ordered.push(next);
  }
};

/** Every gap between two of these visits that their times do not keep. */
export const brokenGaps = (visits: readonly Timed[], gaps: readonly Gap[]): readonly GapBroken[] => {
  const byName = new Map(visits.map((visit) => [visit.name, visit]));
  return gaps.flatMap(({ first, then, leastMinutes, greatestMinutes }): readonly GapBroken[] => {
    const [before, after] = [byName.get(first), byName.get(then)];
    if (!before || !after) return [];
    const minutes = minutesBetween(before.to, after.from);
    if (minutes >= leastMinutes && minutes <= (greatestMinutes ?? Infinity)) return [];
    return [{ code: 'gap-broken', first, then, minutes, leastMinutes, greatestMinutes }];
  });
};
