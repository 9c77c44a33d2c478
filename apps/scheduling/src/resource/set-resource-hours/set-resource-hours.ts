import { accepted, rejected, same, type Decision } from '@liaison/kernel';
import type { ResourceHoursSet } from '../resource.events.js';
import { hoursPolicies, type HoursObjection } from '../resource.policies.js';
import { hoursAt, type Resource } from '../resource.state.js';

export type SetResourceHours = {
  readonly type: 'SetResourceHours';
  readonly data: ResourceHoursSet['data'];
  /** On the calendar of the site: clashes of dates that have passed are nobody's. */
  readonly today: string;
};
export type ResourceHoursRefusal = HoursObjection | { readonly code: 'resource-unknown'; readonly resourceId: string };

export const setResourceHours = (
  { data, today }: SetResourceHours,
  resource: Resource,
): Decision<ResourceHoursSet, ResourceHoursRefusal> => {
  if (resource.status === 'unknown') return rejected({ code: 'resource-unknown', resourceId: data.resourceId });
  const objections = hoursPolicies.flatMap((policy) => policy(data, resource, today));
  if (objections.length > 0) return rejected(...objections);
  const { resourceId: _, siteId, zone: __, ...hours } = data;
  return same(hoursAt(resource, siteId), hours) ? accepted() : accepted({ type: 'ResourceHoursSet', data });
};
