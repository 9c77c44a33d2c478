import type { Department, DefinedSite } from '../site/site.state.js';
import type { DefinedVisitType } from '../visit-type/visit-type.state.js';
import type { Plan } from '../day-schedule/hours-due/hours-due.js';
import { plannedHours } from '../resource/planned-hours.js';
import { hoursAt } from '../resource/resource.state.js';
import type { CatalogueState } from './catalogue.state.js';

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

/** Where and when each resource should be on a date, by its weekly hours. */
export const plansOf = (
  known: CatalogueState,
  { siteId, zone }: Pick<DefinedSite, 'siteId' | 'zone'>,
  date: string,
  resourceIds: Iterable<string>,
): readonly Plan[] =>
  [...new Set(resourceIds)].flatMap((resourceId) => {
    const resource = known.resources.get(resourceId);
    if (resource?.status !== 'defined') return [];
    const hours = plannedHours(hoursAt(resource, siteId), date, zone);
    const planRevision = known.planRevisions.get(resourceId, 0);
    return [{ siteId, date, resourceId, hours, capacity: resource.capacity, planRevision }];
  });
