import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { AppointmentCancelled } from '../day-schedule.events.js';
import { appointmentOf, type DaySchedule } from '../day-schedule.state.js';

export type CancelAppointment = {
  readonly type: 'CancelAppointment';
  readonly data: { readonly appointmentId: string; readonly reason: AppointmentCancelled['data']['reason']; readonly now: string };
};

export type CancellationRefusal = { readonly code: 'appointment-unknown'; readonly appointmentId: string };

/** Also of a time that has passed: it was entered in error, or nobody came, and the record should say so. */
export const cancelAppointment = (
  { data: { appointmentId, reason } }: CancelAppointment,
  day: DaySchedule,
): Decision<AppointmentCancelled, CancellationRefusal> => {
  const known = appointmentOf(day, appointmentId);
  if (!known) return rejected({ code: 'appointment-unknown', appointmentId });
  if (known.status === 'cancelled') return accepted();
  const { patientId, siteId, date } = known;
  return accepted({ type: 'AppointmentCancelled', data: { appointmentId, patientId, siteId, date, reason } });
};
