import type { LocalDay } from '@liaison/kernel';
import type { Use } from '../day-schedule.events.js';
import { objectionsToUse, objectionsToVisit, type UseObjection, type VisitObjection, type WantedVisit } from '../day-schedule.policies.js';
import type { DaySchedule } from '../day-schedule.state.js';
import { bundlesOf, usesOfBundle, type Bundle } from './bundles.js';
import { choose, type Option } from './choose.js';
import { objectionsOfBlocks, type BlockObjection } from './held-blocks.js';
import { isPlainlyTaken } from './plainly-taken.js';
import { fullSessions, type SessionObjection } from './sessions.js';
import { waysOf, type Way } from './ways.js';

/** How a visit fits into a day: what it would use, or every reason why it does not. Finding and booking both ask here. */
export type Fit = Fits | { readonly objections: readonly FitObjection[] };
export type Fits = {
  readonly uses: readonly Use[];
  /** Resources that would bear more than they can, as somebody asked for who may. */
  readonly overbooked: readonly string[];
};
export type FitObjection =
  | VisitObjection
  | UseObjection
  | BlockObjection
  | SessionObjection
  | { readonly code: 'pools-too-small'; readonly phases: readonly string[] }
  | { readonly code: 'pools-too-entangled'; readonly tried: number };

/**
 * The first way in which the visit fits. The reasons are those of the last way, which asks for least; finding free times leaves
 * them out, since it has no use for them.
 */
export const fit = (visit: WantedVisit, day: DaySchedule, calendar: LocalDay, reasons: 'reasons' | 'no reasons' = 'reasons'): Fit => {
  const ofVisit = objectionsToVisit(visit, day, calendar);
  if (ofVisit.length > 0 && reasons === 'no reasons') return { objections: ofVisit };
  let objections: readonly FitObjection[] = ofVisit;
  for (const way of waysOf(visit, day)) {
    const found = fitIn(way, visit, day, reasons);
    if ('uses' in found && ofVisit.length === 0) return found;
    objections = 'uses' in found ? ofVisit : [...ofVisit, ...found.objections];
  }
  return { objections: once([...objections, ...fullSessions(visit, day)]) };
};

/** Nothing is said of who is plainly taken, where nobody asks for reasons. */
type Judge = (bundle: Bundle, resourceId: string) => Judged | undefined;
type Judged = { readonly option: Option<Use>; readonly objections: readonly FitObjection[] };

const fitIn = (way: Way, visit: WantedVisit, day: DaySchedule, reasons: 'reasons' | 'no reasons'): Fit => {
  const extras = new Map(way.overbooks ? way.phases.map(({ name, extra = 0 }) => [name, extra]) : []);
  const objectionsTo = (use: Use, beside: readonly Use[]) => objectionsToUse(use, day, beside, extras.get(use.phase) ?? 0);
  const together = (shares: readonly Use[]) => shares.every((use, n) => objectionsTo(use, shares.toSpliced(n, 1)).length === 0);
  const judging =
    (of: typeof reasons) =>
    (bundle: Bundle, resourceId: string): Judged | undefined => {
      const shares = usesOfBundle(bundle, resourceId);
      if (of === 'no reasons' && shares.some((use) => isPlainlyTaken(use, day, extras.get(use.phase) ?? 0))) return undefined;
      const objections = shares.flatMap((use, n) => [
        ...objectionsTo(use, shares.length === 1 ? [] : shares.toSpliced(n, 1)),
        ...objectionsOfBlocks(use, visit, way.holder),
      ]);
      return { option: { resourceId, shares }, objections };
    };

  const bundles = bundlesOf(way.phases);
  const fits = (options: readonly Option<Use>[]): Fit => {
    const uses = inOrder(way, bundles, options);
    return { uses, overbooked: way.overbooks ? beyondCapacity(uses, day) : [] };
  };
  // whoever is free is found without the reasons why others are not
  const atOnce = firstOfEach(bundles, judging('no reasons'), together);
  if (atOnce === 'hopeless' && reasons === 'no reasons') return { objections: [] };
  if (atOnce && atOnce !== 'hopeless') return fits(atOnce);

  const judge = judging(reasons);
  const pools = bundles.map((bundle) => bundle[0].anyOf.flatMap((resourceId) => judge(bundle, resourceId) ?? []));
  const hopeless = pools.filter((pool) => pool.every(({ objections }) => objections.length > 0));
  if (hopeless.length > 0) return { objections: reasons === 'reasons' ? hopeless.flat().flatMap(({ objections }) => objections) : [] };
  const possible = pools.map((pool) => pool.filter(({ objections }) => objections.length === 0).map(({ option }) => option));
  const choice = choose(possible, together);
  switch (choice.found) {
    case 'all':
      return fits(choice.options);
    case 'too-few':
      return { objections: [{ code: 'pools-too-small', phases: choice.phases }] };
    case 'entangled':
      return { objections: [{ code: 'pools-too-entangled', tried: choice.tried }] };
  }
};

/** Most visits find the first that is free of each pool: then nobody else has to be looked at. */
const firstOfEach = (
  bundles: readonly Bundle[],
  judge: Judge,
  together: (shares: readonly Use[]) => boolean,
): readonly Option<Use>[] | 'hopeless' | undefined => {
  const chosen: Option<Use>[] = [];
  for (const bundle of bundles) {
    const found = firstFree(bundle, judge, (option) => goesWith(option, chosen, together));
    if (!found || found === 'hopeless') return found;
    chosen.push(found);
  }
  return chosen;
};

/** Hopeless: not even by itself can anybody serve. */
const firstFree = (bundle: Bundle, judge: Judge, goes: (option: Option<Use>) => boolean): Option<Use> | 'hopeless' | undefined => {
  let isHopeless = true;
  for (const resourceId of bundle[0].anyOf) {
    const judged = judge(bundle, resourceId);
    if (!judged || judged.objections.length > 0) continue;
    if (goes(judged.option)) return judged.option;
    isHopeless = false;
  }
  return isHopeless ? 'hopeless' : undefined;
};

const goesWith = (option: Option<Use>, chosen: readonly Option<Use>[], together: (shares: readonly Use[]) => boolean): boolean => {
  const beside = chosen.filter(({ resourceId }) => resourceId === option.resourceId);
  return beside.length === 0 || together([...beside.flatMap(({ shares }) => shares), ...option.shares]);
};

/** In the order of the phases that were asked for. */
const inOrder = ({ phases }: Way, bundles: readonly Bundle[], options: readonly Option<Use>[]): readonly Use[] =>
  options
    .flatMap(({ shares }, n) => shares.map((use, k) => [phases.indexOf(bundles[n]?.[k] as never), use] as const))
    .toSorted(([a], [b]) => a - b)
    .map(([, use]) => use);

const beyondCapacity = (uses: readonly Use[], day: DaySchedule): readonly string[] => [
  ...new Set(
    uses
      .filter((use, n) => {
        const beside = uses.toSpliced(n, 1).filter(({ resourceId }) => resourceId === use.resourceId);
        return objectionsToUse(use, day, beside).some(({ code }) => code === 'capacity-exceeded');
      })
      .map(({ resourceId }) => resourceId),
  ),
];

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
