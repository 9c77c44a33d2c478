import { z } from 'zod';

/**
 * Time of a room that is kept for surgeons or for a department, on the dates of an RFC 5545 rule. So many days before each date
 * what is left of it is released to everybody.
 */
export const BlockDefined = z.object({
  type: z.literal('BlockDefined'),
  data: z
    .object({
      siteId: z.string(),
      blockId: z.string(),
      resourceId: z.string(),
      holders: z.array(z.string()).readonly(),
      departmentId: z.string().optional(),
      rule: z.string(),
      startDate: z.iso.date(),
      startTime: z.string(),
      endTime: z.string(),
      exceptOn: z.array(z.iso.date()).readonly().optional(),
      releaseDays: z.int().min(0),
    })
    .readonly(),
});

export const BlockWithdrawn = z.object({
  type: z.literal('BlockWithdrawn'),
  data: z.object({ siteId: z.string(), blockId: z.string() }).readonly(),
});

export const BlockEvent = z.discriminatedUnion('type', [BlockDefined, BlockWithdrawn]);

export type BlockDefined = z.infer<typeof BlockDefined>;
export type BlockWithdrawn = z.infer<typeof BlockWithdrawn>;
export type BlockEvent = z.infer<typeof BlockEvent>;
