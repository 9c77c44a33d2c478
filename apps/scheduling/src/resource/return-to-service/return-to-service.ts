import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { ResourceReturnedToService } from '../resource.events.js';
import type { Resource } from '../resource.state.js';

/** It can be used again: the next booking brings its hours. */
export type ReturnToService = {
  readonly type: 'ReturnToService';
  readonly data: { readonly resourceId: string; readonly outageId: string; readonly returnedAt: string; readonly now: string };
};
export type ReturnRefusal =
  | { readonly code: 'resource-unknown'; readonly resourceId: string }
  | { readonly code: 'outage-unknown'; readonly outageId: string }
  | { readonly code: 'returned-in-the-future'; readonly returnedAt: string; readonly now: string };

export const returnToService = ({ data }: ReturnToService, resource: Resource): Decision<ResourceReturnedToService, ReturnRefusal> => {
  const { resourceId, outageId, returnedAt, now } = data;
  if (resource.status === 'unknown') return rejected({ code: 'resource-unknown', resourceId });
  const outage = resource.outages.get(outageId);
  if (!outage) return rejected({ code: 'outage-unknown', outageId });
  if (returnedAt > now) return rejected({ code: 'returned-in-the-future', returnedAt, now });
  const isOver = outage.returnedAt !== undefined || (outage.to !== undefined && outage.to <= returnedAt);
  const { kind, from } = outage;
  return isOver ? accepted() : accepted({ type: 'ResourceReturnedToService', data: { resourceId, kind, outageId, from, returnedAt } });
};
