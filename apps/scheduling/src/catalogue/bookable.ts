import type { Department, DefinedSite } from '../site/site.state.js';
import type { DefinedVisitType } from '../visit-type/visit-type.state.js';
import type { Plan } from '../day-schedule/hours-due/hours-due.js';
import { rosteredHours } from '../resource/planned-hours.js';
import { planRevisionOf, type CatalogueState } from './catalogue.state.js';

/** A visit type with the site and the department that it belongs to. */
export type Bookable = { readonly site: DefinedSite; readonly department: Department; readonly visitType: DefinedVisitType };
export type NotBookable =
  | { readonly code: 'site-unknown'; readonly siteId: string }
  | { readonly code: 'visit-type-unknown'; readonly siteId: string; readonly visitTypeId: string }
  | { readonly code: 'resource-unknown'; readonly resourceId: string }
  | { readonly code: 'resource-of-no-phase'; readonly resourceId: string };

/** What was asked for, or every reason why it cannot be booked at any time. `wanted` are resources that somebody asks for by name. */
export const bookable = (
  known: CatalogueState,
  { siteId, visitTypeId, wanted }: { readonly siteId: string; readonly visitTypeId: string; readonly wanted: readonly string[] },
): Bookable | readonly NotBookable[] => {
  const site = known.sites.get(siteId);
  if (site?.status !== 'defined') return [{ code: 'site-unknown', siteId }];
  const visitType = known.visitTypes.get(`${siteId}/${visitTypeId}`);
  const department = visitType?.status === 'defined' ? site.departments.get(visitType.departmentId) : undefined;
  if (visitType?.status !== 'defined' || !department) return [{ code: 'visit-type-unknown', siteId, visitTypeId }];
  const useless = wanted.flatMap((resourceId): readonly NotBookable[] => {
    if (!known.resources.has(resourceId)) return [{ code: 'resource-unknown', resourceId }];
    return visitType.phases.some(({ anyOf }) => anyOf.includes(resourceId)) ? [] : [{ code: 'resource-of-no-phase', resourceId }];
  });
  return useless.length > 0 ? useless : { site, department, visitType };
};

/** Where and when each resource should be on a date, as its roster is to give it. */
export const plansOf = (
  known: CatalogueState,
  site: Pick<DefinedSite, 'siteId' | 'zone' | 'holidays'>,
  date: string,
  resourceIds: Iterable<string>,
): readonly Plan[] =>
  [...new Set(resourceIds)].flatMap((resourceId) => {
    const resource = known.resources.get(resourceId);
    if (resource?.status !== 'defined') return [];
    const { siteId } = site;
    const hours = rosteredHours(resource, site, date);
    const planRevision = planRevisionOf(known, resourceId, siteId);
    return [{ siteId, date, resourceId, hours, capacity: resource.capacity, planRevision }];
  });
