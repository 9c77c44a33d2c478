import { z } from 'zod';
import type { Affected } from '../resource/affected.js';
import { AffectedAppointment, affectedBody } from './affected.js';
import { Recorded } from './recorded.js';

/** What a command answers that may put bookings in question. */
export const RecordedAffected = Recorded.extend({ affected: z.array(AffectedAppointment) }).meta({ id: 'RecordedWithAffected' });

export const affectedBodies = (affected: readonly Affected[]): z.infer<typeof AffectedAppointment>[] =>
  affected.map(({ visit, reasons }) => affectedBody(visit, reasons));
