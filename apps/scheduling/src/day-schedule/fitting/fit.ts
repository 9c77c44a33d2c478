import type { LocalDay } from '@liaison/kernel';
import type { Use } from '../day-schedule.events.js';
import { objectionsToUse, objectionsToVisit, type UseObjection, type VisitObjection, type WantedVisit } from '../day-schedule.policies.js';
import type { DaySchedule } from '../day-schedule.state.js';
import { choose } from './choose.js';

/** How a visit fits into a day: what it would use, or every reason why it does not. Finding and booking both ask here. */
export type Fit = { readonly uses: readonly Use[] } | { readonly objections: readonly FitObjection[] };
export type FitObjection =
  | VisitObjection
  | UseObjection
  | { readonly code: 'pools-too-small'; readonly phases: readonly string[] }
  | { readonly code: 'pools-too-entangled'; readonly tried: number };

export const fit = (visit: WantedVisit, day: DaySchedule, calendar: LocalDay): Fit => {
  const pools = visit.phases.map(({ name, anyOf, load, from, to }) =>
    anyOf.map((resourceId) => {
      const use: Use = { phase: name, resourceId, load, from, to };
      return { use, objections: objectionsToUse(use, day) };
    }),
  );
  const hopeless = pools.filter((pool) => pool.every(({ objections }) => objections.length > 0));
  const objections = [...objectionsToVisit(visit, day, calendar), ...hopeless.flat().flatMap((option) => option.objections)];
  if (hopeless.length > 0) return { objections: once(objections) };

  const possible = pools.map((pool) => pool.filter((option) => option.objections.length === 0).map(({ use }) => use));
  const choice = choose(possible, (shares) => shares.every((use, n) => objectionsToUse(use, day, shares.toSpliced(n, 1)).length === 0));
  switch (choice.found) {
    case 'all':
      return objections.length > 0 ? { objections: once(objections) } : { uses: choice.options };
    case 'too-few':
      return { objections: once([...objections, { code: 'pools-too-small', phases: choice.phases }]) };
    case 'entangled':
      return { objections: once([...objections, { code: 'pools-too-entangled', tried: choice.tried }]) };
  }
};

/** A closure that stands in the way of several phases is one reason. */
const once = (objections: readonly FitObjection[]): readonly FitObjection[] => {
  const closures = new Set<string>();
  return objections.filter((objection) => {
    if (objection.code !== 'closed') return true;
    const isNew = !closures.has(objection.closureId);
    closures.add(objection.closureId);
    return isNew;
  });
};
