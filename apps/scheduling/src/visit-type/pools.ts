import { lacks, type Attributes } from '../resource/attributes.js';
import type { ResourceDefined } from '../resource/resource.events.js';
import type { Phase, Requirement } from './visit-type.events.js';

/** What a pool asks of a resource. */
export type Candidate = {
  readonly resourceId: string;
  readonly kind: ResourceDefined['data']['kind'];
  readonly capacity: number;
  readonly attributes?: Attributes | undefined;
};

export const meets = ({ kind, attributes }: Pick<Candidate, 'kind' | 'attributes'>, requires: Requirement | undefined): boolean =>
  requires === undefined || ((requires.kind === undefined || requires.kind === kind) && lacks(attributes, requires).length === 0);

/**
 * Who can serve a phase: of those it names, in its order, whoever has what it requires; where it names nobody, all of the site
 * who have it, in the order in which they are given. A phase that goes with another has that one's pool.
 */
export const poolOf = (
  phase: Phase,
  phases: readonly Phase[],
  ofSite: readonly Candidate[],
  named: (resourceId: string) => Candidate | undefined,
): readonly string[] => {
  const leader = phase.sameAs === undefined ? undefined : phases.find(({ name }) => name === phase.sameAs);
  const { anyOf, requires } = leader ?? phase;
  if (requires === undefined) return anyOf;
  const candidates = anyOf.length > 0 ? anyOf.flatMap((resourceId) => named(resourceId) ?? []) : ofSite;
  return candidates.filter((candidate) => meets(candidate, requires)).map(({ resourceId }) => resourceId);
};
