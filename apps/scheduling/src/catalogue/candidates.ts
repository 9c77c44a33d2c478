import { hasHours, hoursAt } from '../resource/resource.state.js';
import type { Candidate } from '../visit-type/pools.js';
import type { CatalogueState } from './catalogue.state.js';

/** One catalogue is asked many times before anything in it changes. */
const known = new WeakMap<CatalogueState['resources'], Map<string, readonly Candidate[]>>();

export const candidate = ({ resources }: CatalogueState, resourceId: string): Candidate | undefined => {
  const resource = resources.get(resourceId);
  return resource?.status === 'defined' ? resource : undefined;
};

/** All who have hours at a site, by their ids. */
export const candidatesOf = ({ resources }: CatalogueState, siteId: string): readonly Candidate[] => {
  const sites = known.get(resources) ?? new Map<string, readonly Candidate[]>();
  const found = sites.get(siteId) ?? reckoned(resources, siteId);
  known.set(resources, sites.set(siteId, found));
  return found;
};

const reckoned = (resources: CatalogueState['resources'], siteId: string): readonly Candidate[] =>
  [...resources.values()]
    .filter((resource) => resource.status === 'defined')
    .filter((resource) => hasHours(hoursAt(resource, siteId)))
    .toSorted((a, b) => (a.resourceId < b.resourceId ? -1 : 1));

/** Everything that is defined, wherever. */
export const allCandidates = ({ resources }: CatalogueState): ReadonlyMap<string, Candidate> =>
  new Map([...resources].flatMap(([id, resource]) => (resource.status === 'defined' ? [[id, resource]] : [])));
