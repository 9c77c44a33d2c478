import { z } from 'zod';

/** The window that demand is laid out in: fixed by the first run, so that a later one changes nothing. */
export const ImportPlanned = z.object({
  type: z.literal('ImportPlanned'),
  data: z.object({ importId: z.string(), startDate: z.iso.date(), weeks: z.int().min(1), years: z.int().min(1) }).readonly(),
});

/** What became of one entry of the source: its appointment, or the codes of why not. */
export const ImportItemRecorded = z.object({
  type: z.literal('ImportItemRecorded'),
  data: z
    .object({
      importId: z.string(),
      itemId: z.string(),
      outcome: z.enum(['booked', 'refused']),
      appointmentId: z.uuid().optional(),
      codes: z.array(z.string()).readonly(),
    })
    .readonly(),
});

export const ImportEvent = z.discriminatedUnion('type', [ImportPlanned, ImportItemRecorded]);

export type ImportPlanned = z.infer<typeof ImportPlanned>;
export type ImportItemRecorded = z.infer<typeof ImportItemRecorded>;
export type ImportEvent = z.infer<typeof ImportEvent>;
