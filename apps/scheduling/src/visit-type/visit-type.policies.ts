import { attributeKinds, lacks, type AttributeKind } from '../resource/attributes.js';
import { isGrid } from '../site/site.policies.js';
import { choose } from '../day-schedule/fitting/choose.js';
import { bundlesOf, usesOfBundle } from '../day-schedule/fitting/bundles.js';
import { peakLoad } from '../day-schedule/fitting/peak-load.js';
import { phasesAt } from './phases.js';
import { poolOf, type Candidate } from './pools.js';
import type { Phase } from './visit-type.events.js';
import type { VisitTypeFacts } from './visit-type.state.js';

/** What the catalogue says of resources: all that are defined, and those of them that have hours at the site. */
export type KnownResources = { readonly named: ReadonlyMap<string, Candidate>; readonly ofSite: readonly Candidate[] };

export type VisitTypeObjection =
  | { readonly code: 'phase-name-twice'; readonly phase: string }
  | { readonly code: 'phases-cannot-fit'; readonly minutes: number; readonly phase?: string }
  | { readonly code: 'pool-empty'; readonly phase: string }
  | { readonly code: 'attribute-nobody-has'; readonly phase: string; readonly attribute: AttributeKind | 'kind'; readonly value: string }
  | { readonly code: 'attributes-nobody-has-together'; readonly phase: string }
  | { readonly code: 'same-as-unknown'; readonly phase: string; readonly sameAs: string }
  | { readonly code: 'resource-unknown'; readonly phase: string; readonly resourceId: string }
  | { readonly code: 'load-exceeds-capacity'; readonly phase: string; readonly load: number; readonly capacity: number }
  | { readonly code: 'pool-too-small'; readonly phases: readonly string[] }
  | { readonly code: 'grid-invalid'; readonly gridMinutes: number }
  | { readonly code: 'lead-beyond-horizon'; readonly leadMinutes: number; readonly horizonDays: number }
  | { readonly code: 'overbooked-phase-unknown'; readonly phase: string };

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

export const resourcesAreDefined: VisitTypePolicy = ({ phases }, { named }) =>
  phases.flatMap(({ name, anyOf }) =>
    anyOf
      .filter((resourceId) => !named.has(resourceId))
      .map((resourceId) => ({ code: 'resource-unknown', phase: name, resourceId }) as const),
  );

/** A phase names its resources, says what they must have, or goes with another phase that does. */
export const everyPhaseHasAPool: VisitTypePolicy = ({ phases }) =>
  phases.flatMap((phase): readonly VisitTypeObjection[] => {
    const { name, anyOf, requires, sameAs } = phase;
    if (sameAs === undefined) return anyOf.length > 0 || requires ? [] : [{ code: 'pool-empty', phase: name }];
    const leader = phases.find((other) => other.name === sameAs);
    const leads = leader && leader !== phase && leader.sameAs === undefined;
    return leads ? [] : [{ code: 'same-as-unknown', phase: name, sameAs }];
  });

/** Each attribute that is asked for, somebody of the pool must have, and one of them all of it. */
export const somebodyHasWhatIsRequired: VisitTypePolicy = ({ phases }, known) =>
  phases.flatMap((phase): readonly VisitTypeObjection[] => {
    const { name, anyOf, requires } = phase;
    if (!requires || phase.sameAs !== undefined || poolFor(phase, phases, known).length > 0) return [];
    const asked = anyOf.length > 0 ? anyOf.flatMap((resourceId) => known.named.get(resourceId) ?? []) : known.ofSite;
    const ofKind = asked.filter(({ kind }) => requires.kind === undefined || kind === requires.kind);
    if (ofKind.length === 0 && requires.kind !== undefined)
      return [{ code: 'attribute-nobody-has', phase: name, attribute: 'kind', value: requires.kind }];
    const missing = attributeKinds.flatMap((attribute) =>
      (requires[attribute] ?? [])
        .filter((code) => ofKind.every(({ attributes }) => lacks(attributes, { [attribute]: [code] }).length > 0))
        .map((value) => ({ code: 'attribute-nobody-has', phase: name, attribute, value }) as const),
    );
    return missing.length > 0 ? missing : [{ code: 'attributes-nobody-has-together', phase: name }];
  });

export const aResourceOfThePoolBearsTheLoad: VisitTypePolicy = ({ phases }, known) =>
  phases.flatMap((phase) => {
    const { name, load } = phase;
    const capacities = poolFor(phase, phases, known).flatMap((resourceId) => known.named.get(resourceId)?.capacity ?? []);
    const capacity = Math.max(0, ...capacities);
    return capacities.length > 0 && capacity < load ? [{ code: 'load-exceeds-capacity', phase: name, load, capacity }] : [];
  });

/** Asked of a day on which nobody has booked anything. Where the answer takes too long to find, each booking finds its own. */
export const poolsCanServeAllPhasesAtOnce: VisitTypePolicy = ({ phases }, known) => {
  const pooled = phases.map((phase) => ({ ...phase, anyOf: poolFor(phase, phases, known) }));
  const capacityOf = (resourceId: string): number => known.named.get(resourceId)?.capacity ?? 0;
  const pools = bundlesOf(phasesAt({ phases: pooled }, '2000-01-01T00:00:00Z')).map((bundle) =>
    bundle[0].anyOf
      .map((resourceId) => ({ resourceId, shares: usesOfBundle(bundle, resourceId) }))
      .filter(({ resourceId, shares }) => peakLoad(shares) <= capacityOf(resourceId)),
  );
  if (pooled.some(({ anyOf, load }) => !anyOf.some((resourceId) => capacityOf(resourceId) >= load))) return [];
  const empty = bundlesOf(phasesAt({ phases: pooled }, '2000-01-01T00:00:00Z')).filter((_, n) => pools[n]?.length === 0);
  if (empty.length > 0) return empty.map((bundle) => ({ code: 'pool-too-small', phases: bundle.map(({ name }) => name) }));
  const choice = choose(pools, (shares) => peakLoad(shares) <= capacityOf(shares[0]?.resourceId ?? ''));
  return choice.found === 'too-few' ? [{ code: 'pool-too-small', phases: choice.phases }] : [];
};

export const theGridOfItsOwnIsOne: VisitTypePolicy = ({ gridMinutes }) =>
  gridMinutes === undefined || isGrid(gridMinutes) ? [] : [{ code: 'grid-invalid', gridMinutes }];

export const theLeadTimeEndsBeforeTheHorizon: VisitTypePolicy = ({ leadMinutes = 0, horizonDays }) =>
  horizonDays === undefined || leadMinutes < horizonDays * minutesOfADay ? [] : [{ code: 'lead-beyond-horizon', leadMinutes, horizonDays }];

export const overbookingIsOfItsPhases: VisitTypePolicy = ({ phases, overbooking = [] }) =>
  overbooking
    .filter(({ phase }) => !phases.some(({ name }) => name === phase))
    .map(({ phase }) => ({ code: 'overbooked-phase-unknown', phase }));

export const visitTypePolicies: readonly VisitTypePolicy[] = [
  phasesHaveNamesOfTheirOwn,
  everythingHasALength,
  allFitsIntoOneDay,
  everyPhaseHasAPool,
  resourcesAreDefined,
  somebodyHasWhatIsRequired,
  aResourceOfThePoolBearsTheLoad,
  poolsCanServeAllPhasesAtOnce,
  theGridOfItsOwnIsOne,
  theLeadTimeEndsBeforeTheHorizon,
  overbookingIsOfItsPhases,
];

const poolFor = (phase: Phase, phases: readonly Phase[], known: KnownResources): readonly string[] =>
  poolOf(phase, phases, known.ofSite, (resourceId) => known.named.get(resourceId));
