import type { CatalogueState } from './catalogue.state.js';
import { candidate, candidatesOf } from './candidates.js';
import { poolOf } from '../visit-type/pools.js';

type Demand = ReadonlyMap<string, number>;
/** One catalogue is asked many times before anything in it changes. */
const known = new WeakMap<CatalogueState, Map<string, Demand>>();

/** In how many phases of the site's visit types each resource can serve: what many need is scarce. */
export const demandAt = (catalogue: CatalogueState, siteId: string): Demand => {
  const sites = known.get(catalogue) ?? new Map<string, Demand>();
  const found = sites.get(siteId) ?? reckoned(catalogue, siteId);
  known.set(catalogue, sites.set(siteId, found));
  return found;
};

const reckoned = (catalogue: CatalogueState, siteId: string): Demand => {
  const counts = new Map<string, number>();
  const ofSite = candidatesOf(catalogue, siteId);
  for (const visitType of catalogue.visitTypes.values()) {
    if (visitType.status !== 'defined' || visitType.siteId !== siteId) continue;
    for (const phase of visitType.phases)
      for (const id of poolOf(phase, visitType.phases, ofSite, (resourceId) => candidate(catalogue, resourceId)))
        counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
};
