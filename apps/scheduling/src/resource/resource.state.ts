import { Map } from 'immutable';
import type { AvailableTime, ResourceDefined, ResourceEvent } from './resource.events.js';

export type Resource = { readonly status: 'unknown' } | DefinedResource;
export type DefinedResource = ResourceDefined['data'] & {
  readonly status: 'defined';
  /** Of the first site that it had hours at. */
  readonly zone?: string;
  /** By site. */
  readonly hours: Map<string, readonly AvailableTime[]>;
};

export const initial: Resource = { status: 'unknown' };

export const evolve = (resource: Resource, event: ResourceEvent): Resource => {
  switch (event.type) {
    case 'ResourceDefined':
      return resource.status === 'defined' ? { ...resource, ...event.data } : { ...event.data, status: 'defined', hours: Map() };
    case 'ResourceHoursSet': {
      if (resource.status === 'unknown') return resource;
      const { siteId, zone, availableTime } = event.data;
      return { ...resource, zone: resource.zone ?? zone, hours: resource.hours.set(siteId, availableTime) };
    }
  }
};

export const hoursAt = (resource: Resource, siteId: string): readonly AvailableTime[] =>
  (resource.status === 'defined' && resource.hours.get(siteId)) || [];
