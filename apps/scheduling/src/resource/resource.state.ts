import type { Interval } from '@liaison/kernel';
import { Map } from 'immutable';
import type { LeaveGranted, ResourceDefined, ResourceEvent, ResourceHoursSet, ResourceTakenOutOfService } from './resource.events.js';

export type Resource = { readonly status: 'unknown' } | DefinedResource;
export type DefinedResource = ResourceDefined['data'] & {
  readonly status: 'defined';
  /** Of the first site that it had hours at. */
  readonly zone?: string;
  /** By site. */
  readonly hours: Map<string, HoursAtSite>;
  /** By leave. */
  readonly leave: Map<string, Leave | 'withdrawn'>;
  /** By outage: also those that have ended. */
  readonly outages: Map<string, Outage>;
};
export type HoursAtSite = Pick<ResourceHoursSet['data'], 'availableTime' | 'recurring' | 'onHolidays'>;
export type Leave = LeaveGranted['data'];
export type Outage = ResourceTakenOutOfService['data'] & { readonly returnedAt?: string };

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
    case 'ResourceTakenOutOfService':
      return { ...resource, outages: resource.outages.set(event.data.outageId, event.data) };
    case 'ResourceReturnedToService': {
      const { outageId, returnedAt } = event.data;
      const outage = resource.outages.get(outageId);
      return outage ? { ...resource, outages: resource.outages.set(outageId, { ...outage, returnedAt }) } : resource;
    }
  }
};

/** All its facts anew; where and when it is there stays. */
const defined = (resource: Resource, facts: ResourceDefined['data']): DefinedResource => {
  if (resource.status === 'unknown') return { ...facts, status: 'defined', hours: Map(), leave: Map(), outages: Map() };
  const { zone, hours, leave, outages } = resource;
  return { ...facts, status: 'defined', hours, leave, outages, ...(zone === undefined ? {} : { zone }) };
};

const none: HoursAtSite = { availableTime: [] };

export const hoursAt = (resource: Resource, siteId: string): HoursAtSite =>
  (resource.status === 'defined' && resource.hours.get(siteId)) || none;

/** Leave that stands. */
export const leaveOf = ({ leave }: DefinedResource): readonly Leave[] =>
  [...leave.values()].filter((each): each is Leave => each !== 'withdrawn');

/** After every date that anything is planned for: an outage of which nobody knows the end. */
const endOfTime = '9999-12-31T23:59:59Z';

/** When it is out of service, as far as is known. */
export const timeOf = ({ from, to = endOfTime, returnedAt = to }: Outage): Interval => ({ from, to: returnedAt < to ? returnedAt : to });

/** When it is nowhere, whatever its hours: leave that stands, and time out of service. */
export const absencesOf = (resource: DefinedResource): readonly Interval[] => [
  ...leaveOf(resource),
  ...[...resource.outages.values()].map(timeOf).filter(({ from, to }) => from < to),
];

export const hasHours = ({ availableTime, recurring = [] }: HoursAtSite): boolean => availableTime.length + recurring.length > 0;
