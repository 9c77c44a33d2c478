import { Map } from 'immutable';
import type { ClosureEvent } from '../closure/closure.events.js';
import * as closures from '../closure/closure.state.js';
import type { ResourceEvent } from '../resource/resource.events.js';
import * as resources from '../resource/resource.state.js';
import type { SiteEvent } from '../site/site.events.js';
import * as sites from '../site/site.state.js';
import type { VisitTypeEvent } from '../visit-type/visit-type.events.js';
import * as visitTypes from '../visit-type/visit-type.state.js';

export type CatalogueEvent = SiteEvent | ResourceEvent | VisitTypeEvent | ClosureEvent;

/** What there is to book and where: every definition of the service, as its own stream's rules fold it. */
export type CatalogueState = {
  readonly sites: Map<string, sites.Site>;
  readonly resources: Map<string, resources.Resource>;
  /** Of each resource's stream: which of two plans for its hours is the newer. */
  readonly planRevisions: Map<string, number>;
  /** By `<siteId>/<visitTypeId>`. */
  readonly visitTypes: Map<string, visitTypes.VisitType>;
  /** By `<siteId>/<closureId>`. */
  readonly closures: Map<string, closures.Closure>;
};

export const categories = ['site', 'resource', 'visitType', 'closure'] as const;

export const initial: CatalogueState = { sites: Map(), resources: Map(), planRevisions: Map(), visitTypes: Map(), closures: Map() };

export const evolve = (known: CatalogueState, event: CatalogueEvent, revision: number): CatalogueState => {
  switch (event.type) {
    case 'SiteDefined':
    case 'DepartmentDefined':
      return { ...known, sites: known.sites.update(event.data.siteId, sites.initial, (site) => sites.evolve(site, event)) };
    case 'ResourceDefined':
    case 'ResourceHoursSet':
      return {
        ...known,
        resources: known.resources.update(event.data.resourceId, resources.initial, (resource) => resources.evolve(resource, event)),
        planRevisions: known.planRevisions.set(event.data.resourceId, revision),
      };
    case 'VisitTypeDefined': {
      const id = `${event.data.siteId}/${event.data.visitTypeId}`;
      return { ...known, visitTypes: known.visitTypes.update(id, visitTypes.initial, (kind) => visitTypes.evolve(kind, event)) };
    }
    case 'ClosureDeclared':
    case 'ClosureLifted': {
      const id = `${event.data.siteId}/${event.data.closureId}`;
      return { ...known, closures: known.closures.update(id, closures.initial, (closure) => closures.evolve(closure, event)) };
    }
  }
};
