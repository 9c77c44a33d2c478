import { Map } from 'immutable';
import type { BlockEvent } from '../block/block.events.js';
import * as blocks from '../block/block.state.js';
import type { ClosureEvent } from '../closure/closure.events.js';
import * as closures from '../closure/closure.state.js';
import type { ResourceEvent } from '../resource/resource.events.js';
import * as resources from '../resource/resource.state.js';
import type { SiteEvent } from '../site/site.events.js';
import * as sites from '../site/site.state.js';
import type { VisitTypeEvent } from '../visit-type/visit-type.events.js';
import * as visitTypes from '../visit-type/visit-type.state.js';

export type CatalogueEvent = SiteEvent | ResourceEvent | VisitTypeEvent | ClosureEvent | BlockEvent;

/** What there is to book and where: every definition of the service, as its own stream's rules fold it. */
export type CatalogueState = {
  readonly sites: Map<string, sites.Site>;
  readonly resources: Map<string, resources.Resource>;
  /** Position of the last event that says when a resource, or anybody at a site, is there: which of two plans is the newer. */
  readonly planRevisions: Map<`resource ${string}` | `site ${string}`, number>;
  /** By `<siteId>/<visitTypeId>`. */
  readonly visitTypes: Map<string, visitTypes.VisitType>;
  /** By `<siteId>/<closureId>`. */
  readonly closures: Map<string, closures.Closure>;
  /** By `<siteId>/<blockId>`. */
  readonly blocks: Map<string, blocks.Block>;
};

export const categories = ['site', 'resource', 'visitType', 'closure', 'block'] as const;

export const initial: CatalogueState = {
  sites: Map(),
  resources: Map(),
  planRevisions: Map(),
  visitTypes: Map(),
  closures: Map(),
  blocks: Map(),
};

export const evolve = (known: CatalogueState, event: CatalogueEvent, position: number): CatalogueState => {
  switch (event.type) {
    case 'SiteDefined':
    case 'DepartmentDefined':
      return inSite(known, event);
    case 'PublicHolidayDeclared':
    case 'PublicHolidayRevoked':
      return { ...inSite(known, event), planRevisions: known.planRevisions.set(`site ${event.data.siteId}`, position) };
    case 'ResourceDefined':
    case 'ResourceHoursSet':
    case 'LeaveGranted':
    case 'LeaveWithdrawn':
    case 'ResourceTakenOutOfService':
    case 'ResourceReturnedToService':
      return {
        ...known,
        resources: known.resources.update(event.data.resourceId, resources.initial, (resource) => resources.evolve(resource, event)),
        planRevisions: known.planRevisions.set(`resource ${event.data.resourceId}`, position),
      };
    case 'VisitTypeDefined': {
      const id = `${event.data.siteId}/${event.data.visitTypeId}`;
      return { ...known, visitTypes: known.visitTypes.update(id, visitTypes.initial, (kind) => visitTypes.evolve(kind, event)) };
    }
    case 'BlockDefined':
    case 'BlockWithdrawn': {
      const id = `${event.data.siteId}/${event.data.blockId}`;
      return { ...known, blocks: known.blocks.update(id, blocks.initial, (block) => blocks.evolve(block, event)) };
    }
    case 'ClosureDeclared':
    case 'ClosureLifted': {
      const id = `${event.data.siteId}/${event.data.closureId}`;
      return { ...known, closures: known.closures.update(id, closures.initial, (closure) => closures.evolve(closure, event)) };
    }
  }
};

const inSite = (known: CatalogueState, event: SiteEvent): CatalogueState => ({
  ...known,
  sites: known.sites.update(event.data.siteId, sites.initial, (site) => sites.evolve(site, event)),
});

/** Of two plans for the hours of a resource at a site, the newer has the higher revision. */
export const planRevisionOf = ({ planRevisions }: CatalogueState, resourceId: string, siteId: string): number =>
  Math.max(planRevisions.get(`resource ${resourceId}`, 0), planRevisions.get(`site ${siteId}`, 0));
