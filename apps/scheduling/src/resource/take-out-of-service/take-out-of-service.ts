import { accepted, minutesBetween, rejected, same, type Decision } from '@liaison/kernel';
import type { ResourceTakenOutOfService } from '../resource.events.js';
import type { Resource } from '../resource.state.js';

/** It breaks down, or is closed: no site is given its hours any more, and what is booked on it is listed. */
export type TakeOutOfService = {
  readonly type: 'TakeOutOfService';
  readonly data: Omit<ResourceTakenOutOfService['data'], 'kind'>;
};
export type OutageRefusal =
  | { readonly code: 'resource-unknown'; readonly resourceId: string }
  | { readonly code: 'out-of-service-is-for-things'; readonly resourceId: string }
  | { readonly code: 'outage-too-long'; readonly days: number; readonly longest: number }
  | { readonly code: 'outage-differs'; readonly outageId: string }
  | { readonly code: 'outage-over'; readonly outageId: string; readonly returnedAt: string };

/** Days. An end further off than this is no end that anybody knows: leave it open. */
const longest = 366;

export const takeOutOfService = ({ data }: TakeOutOfService, resource: Resource): Decision<ResourceTakenOutOfService, OutageRefusal> => {
  const { resourceId, outageId, from, to } = data;
  if (resource.status === 'unknown') return rejected({ code: 'resource-unknown', resourceId });
  const { kind } = resource;
  if (kind === 'practitioner') return rejected({ code: 'out-of-service-is-for-things', resourceId });
  const known = resource.outages.get(outageId);
  if (known?.returnedAt !== undefined) return rejected({ code: 'outage-over', outageId, returnedAt: known.returnedAt });
  if (known) return same(known, { ...data, kind }) ? accepted() : rejected({ code: 'outage-differs', outageId });
  const days = to === undefined ? 0 : Math.ceil(minutesBetween(from, to) / 1440);
  if (days > longest) return rejected({ code: 'outage-too-long', days, longest });
  return accepted({ type: 'ResourceTakenOutOfService', data: { ...data, kind } });
};
