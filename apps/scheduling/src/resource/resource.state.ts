import { Map } from 'immutable';
import type { LeaveGranted, ResourceDefined, ResourceEvent, ResourceHoursSet } from './resource.events.js';

export type Resource = { readonly status: 'unknown' } | DefinedResource;
export type DefinedResource = ResourceDefined['data'] & {
  readonly status: 'defined';
  /** Of the first site that it had hours at. */
  readonly zone?: string;
  /** By site. */
  readonly hours: Map<string, HoursAtSite>;
  /** By leave. */
  readonly leave: Map<string, Leave | 'withdrawn'>;
};
export type HoursAtSite = Pick<ResourceHoursSet['data'], 'availableTime' | 'recurring' | 'onHolidays'>;
export type Leave = LeaveGranted['data'];

export const initial: Resource = { status: 'unknown' };

export const evolve = (resource: Resource, event: ResourceEvent): Resource => {
  if (event.type === 'ResourceDefined') return defined(resource, event.data);
  if (resource.status === 'unknown') return resource;
  switch (event.type) {
    case 'ResourceHoursSet': {
      const { resourceId: _, siteId, zone, ...hours } = event.data;
      return { ...resource, zone: resource.zone ?? zone, hours: resource.hours.set(siteId, hours) };
    }
    case 'LeaveGranted':
      return { ...resource, leave: resource.leave.set(event.data.leaveId, event.data) };
    case 'LeaveWithdrawn':
      return { ...resource, leave: resource.leave.set(event.data.leaveId, 'withdrawn') };
  }
};

/** All its facts anew; where and when it is there stays. */
const defined = (resource: Resource, facts: ResourceDefined['data']): DefinedResource => {
  if (resource.status === 'unknown') return { ...facts, status: 'defined', hours: Map(), leave: Map() };
  const { zone, hours, leave } = resource;
  return { ...facts, status: 'defined', hours, leave, ...(zone === undefined ? {} : { zone }) };
};

const none: HoursAtSite = { availableTime: [] };

export const hoursAt = (resource: Resource, siteId: string): HoursAtSite =>
  (resource.status === 'defined' && resource.hours.get(siteId)) || none;

/** Leave that stands. */
export const leaveOf = ({ leave }: DefinedResource): readonly Leave[] =>
  [...leave.values()].filter((each): each is Leave => each !== 'withdrawn');

export const hasHours = ({ availableTime, recurring = [] }: HoursAtSite): boolean => availableTime.length + recurring.length > 0;
