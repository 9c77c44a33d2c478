import { Instant } from '@liaison/contracts';
import { z } from 'zod';

/** What scheduling must know of a patient beyond their visits: that there will be none any more. */
export const PatientDeceased = z.object({
  type: z.literal('PatientDeceased'),
  data: z.object({ patientId: z.uuid(), at: Instant }).readonly(),
});

/** It was said of the wrong patient, or was not true. What was cancelled stays so until somebody books it anew. */
export const PatientDeathRetracted = z.object({
  type: z.literal('PatientDeathRetracted'),
  data: z.object({ patientId: z.uuid(), at: Instant }).readonly(),
});

export const PatientEvent = z.discriminatedUnion('type', [PatientDeceased, PatientDeathRetracted]);

export type PatientDeceased = z.infer<typeof PatientDeceased>;
export type PatientDeathRetracted = z.infer<typeof PatientDeathRetracted>;
export type PatientEvent = z.infer<typeof PatientEvent>;
