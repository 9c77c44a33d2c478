import { z } from 'zod';

const Event = z
  .object({
    event: z.int().describe('Its number in the queue'),
    parkedAt: z.string(),
    type: z.string().optional().describe('Absent for a record that could not be read'),
    source: z.string().optional(),
    position: z.int().optional(),
    code: z.string().optional().describe('Why it could not be handled; absent for one that waits behind another'),
    detail: z.string().optional(),
    attempts: z.int(),
  })
  .meta({ id: 'ParkedEvent' });
const key = { id: z.uuid(), topic: z.string(), partition: z.int(), key: z.string(), since: z.string(), events: z.int() };

export const ParkedKeys = z.object({ parked: z.array(z.object({ ...key, first: Event.optional() }).meta({ id: 'ParkedKey' })) });
export const ParkedQueue = z
  .object({ ...key, queue: z.array(Event.extend({ content: z.unknown().describe('The event, or the record byte for byte (base64)') })) })
  .meta({ id: 'ParkedQueue' });
export const Replayed = z
  .object({
    id: z.uuid(),
    replayed: z.int(),
    remaining: z.int(),
    status: z
      .enum(['free', 'stopped', 'more'])
      .describe('free: nothing waits; stopped: an event still fails; more: time was up, ask again'),
    code: z.string().optional(),
    event: z.int().optional(),
  })
  .meta({ id: 'Replayed' });
export const Dropped = z
  .object({ id: z.uuid(), event: z.int(), free: z.boolean().describe('Nothing waits any more: the next events of the key are handled') })
  .meta({ id: 'Dropped' });

export const ParkedPath = z.object({ id: z.uuid() });
export const ParkedEventPath = z.object({
  id: z.uuid(),
  event: z
    .string()
    .regex(/^\d{1,15}$/, 'must be the number of an event')
    .transform(Number),
});
export const Reason = z.strictObject({
  reason: z.string().trim().min(3).max(500).describe('Why it is never to be handled; no names of patients'),
});
