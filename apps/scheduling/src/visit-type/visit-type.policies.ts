import { choose } from '../day-schedule/fitting/choose.js';
import { peakLoad } from '../day-schedule/fitting/peak-load.js';
import { phasesAt } from './phases.js';
import type { VisitTypeFacts } from './visit-type.state.js';

/** What the catalogue says of resources, as far as the visit type names them. */
export type KnownResources = { readonly [resourceId: string]: { readonly capacity: number } | undefined };

export type VisitTypeObjection =
  | { readonly code: 'phase-name-twice'; readonly phase: string }
  | { readonly code: 'phases-cannot-fit'; readonly minutes: number; readonly phase?: string }
  | { readonly code: 'resource-unknown'; readonly phase: string; readonly resourceId: string }
  | { readonly code: 'load-exceeds-capacity'; readonly phase: string; readonly load: number; readonly capacity: number }
  | { readonly code: 'pool-too-small'; readonly phases: readonly string[] };

type VisitTypePolicy = (visitType: VisitTypeFacts, known: KnownResources) => readonly VisitTypeObjection[];

const minutesOfADay = 24 * 60;

export const phasesHaveNamesOfTheirOwn: VisitTypePolicy = ({ phases }) =>
  [...new Set(phases.map(({ name }) => name).filter((name, n, all) => all.indexOf(name) !== n))].map((phase) => ({
    code: 'phase-name-twice',
    phase,
  }));

export const everythingHasALength: VisitTypePolicy = ({ durationMinutes, phases }) => [
  ...(durationMinutes > 0 ? [] : [{ code: 'phases-cannot-fit', minutes: durationMinutes } as const]),
  ...phases
    .filter((phase) => phase.durationMinutes <= 0)
    .map(({ name, durationMinutes: minutes }) => ({ code: 'phases-cannot-fit', minutes, phase: name }) as const),
];

/** From the first preparation to the last cleaning. */
export const allFitsIntoOneDay: VisitTypePolicy = ({ durationMinutes, phases }) => {
  const first = Math.min(0, ...phases.map(({ offsetMinutes }) => offsetMinutes));
  const last = Math.max(durationMinutes, ...phases.map((phase) => phase.offsetMinutes + phase.durationMinutes));
  return last - first > minutesOfADay ? [{ code: 'phases-cannot-fit', minutes: last - first }] : [];
};

export const resourcesAreDefined: VisitTypePolicy = ({ phases }, known) =>
  phases.flatMap(({ name, anyOf }) =>
    anyOf
      .filter((resourceId) => capacityOf(known, resourceId) === undefined)
      .map((resourceId) => ({ code: 'resource-unknown', phase: name, resourceId }) as const),
  );

export const aResourceOfThePoolBearsTheLoad: VisitTypePolicy = ({ phases }, known) =>
  phases.flatMap(({ name, anyOf, load }) => {
    const capacities = anyOf.flatMap((resourceId) => capacityOf(known, resourceId) ?? []);
    const capacity = Math.max(0, ...capacities);
    return capacities.length > 0 && capacity < load ? [{ code: 'load-exceeds-capacity', phase: name, load, capacity }] : [];
  });

/** Asked of a day on which nobody has booked anything. Where the answer takes too long to find, each booking finds its own. */
export const poolsCanServeAllPhasesAtOnce: VisitTypePolicy = (visitType, known) => {
  const pools = phasesAt(visitType, '2000-01-01T00:00:00Z').map(({ name, anyOf, ...share }) =>
    anyOf
      .filter((resourceId) => (capacityOf(known, resourceId) ?? 0) >= share.load)
      .map((resourceId) => ({ phase: name, resourceId, ...share })),
  );
  if (pools.some((pool) => pool.length === 0)) return [];
  const choice = choose(pools, (shares) => peakLoad(shares) <= (capacityOf(known, shares[0]?.resourceId ?? '') ?? 0));
  return choice.found === 'too-few' ? [{ code: 'pool-too-small', phases: choice.phases }] : [];
};

export const visitTypePolicies: readonly VisitTypePolicy[] = [
  phasesHaveNamesOfTheirOwn,
  everythingHasALength,
  allFitsIntoOneDay,
  resourcesAreDefined,
  aResourceOfThePoolBearsTheLoad,
  poolsCanServeAllPhasesAtOnce,
];

const capacityOf = (known: KnownResources, resourceId: string): number | undefined =>
  Object.hasOwn(known, resourceId) ? known[resourceId]?.capacity : undefined;
