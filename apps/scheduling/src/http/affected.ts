import { z } from 'zod';
import type { AppointmentFacts } from '../day-schedule/day-schedule.state.js';

/** A visit that somebody has to decide about: it is booked, and what it was booked on has changed. */
export const AffectedAppointment = z
  .object({
    appointmentId: z.uuid(),
    patientId: z.uuid(),
    siteId: z.string(),
    departmentId: z.string(),
    date: z.string(),
    start: z.string(),
    end: z.string(),
    reasons: z.array(z.string()).describe('closed, outside-hours, capacity-exceeded, attribute-missing, block-held'),
  })
  .meta({ id: 'AffectedAppointment' });

export const affectedBody = (
  { appointmentId, patientId, siteId, departmentId, date, from: start, to: end }: AppointmentFacts,
  reasons: readonly string[],
): z.infer<typeof AffectedAppointment> => ({ appointmentId, patientId, siteId, departmentId, date, start, end, reasons: [...reasons] });
