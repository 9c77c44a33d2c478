import { onTheWall } from '@liaison/kernel';
import { z } from 'zod';
import { Uuid } from '../http/ids.js';
import type { AppointmentBooked } from './day-schedule.events.js';
import type { Appointment } from './day-schedule.state.js';

export const AppointmentPath = z.object({ appointmentId: Uuid });

const TakenUse = z
  .object({ phase: z.string(), resourceId: z.string(), load: z.int(), from: z.string(), to: z.string() })
  .meta({ id: 'Use' });

export const AppointmentBody = z
  .object({
    appointmentId: z.uuid(),
    status: z.enum(['booked', 'cancelled']),
    patientId: z.uuid(),
    siteId: z.string(),
    departmentId: z.string(),
    visitTypeId: z.string(),
    date: z.string().describe("Of the site's calendar"),
    zone: z.string(),
    start: z.string().describe("The patient's own time, UTC"),
    end: z.string(),
    local: z.string().describe('The start on the wall clock of the site'),
    uses: z.array(TakenUse),
  })
  .meta({ id: 'Appointment' });

/** An appointment as everybody outside sees it. */
export const appointmentBody = (
  { from, to, uses, ...visit }: AppointmentBooked['data'],
  status: Appointment['status'],
): z.infer<typeof AppointmentBody> => ({
  appointmentId: visit.appointmentId,
  status,
  patientId: visit.patientId,
  siteId: visit.siteId,
  departmentId: visit.departmentId,
  visitTypeId: visit.visitTypeId,
  date: visit.date,
  zone: visit.zone,
  start: from,
  end: to,
  local: onTheWall(from, visit.zone),
  uses: [...uses],
});
