import { z } from 'zod';
import { contract, type Topic } from './contract.js';
import { Instant } from './interval.js';

/** Keyed by resource, so that what is told of one room or device stays in order. */
export const schedulingResourcesV1: Topic = { name: 'scheduling.resources.v1', partitions: 8, retentionDays: 30 };

const outage = {
  resourceId: z.string(),
  /** practitioner, room, equipment or recovery-bay; others may follow. */
  kind: z.string(),
  /** One resource can be out of service for several reasons at once. */
  outageId: z.string(),
  from: Instant,
};

/** Not to be used, at whatever site, until it is returned, or until `to` where that is known and comes first. */
export const ResourceOutOfServiceV1 = contract(
  'org.liaison.scheduling.resource-out-of-service.v1',
  schedulingResourcesV1,
  z.object({
    ...outage,
    to: Instant.optional(),
    /** failure, maintenance, inspection, decontamination, recall or other; others may follow. */
    reason: z.string(),
  }),
);

/** To be used again from `returnedAt` on. Before `from`: it was never out of service. */
export const ResourceReturnedToServiceV1 = contract(
  'org.liaison.scheduling.resource-returned-to-service.v1',
  schedulingResourcesV1,
  z.object({ ...outage, returnedAt: Instant }),
);
