import { randomUUID } from 'node:crypto';
import { AppointmentBookedV1, AppointmentCancelledV1 } from '@liaison/contracts';

/** A visit, as scheduling promises to tell of it. */
export const booking = (visit: Partial<AppointmentBookedV1> = {}) => {
  const data: AppointmentBookedV1 = {
    appointmentId: randomUUID(),
    patientId: randomUUID(),
    siteId: 'north',
    departmentId: 'surgery',
    visitTypeId: 'pinning',
    date: '2026-12-01',
    zone: 'America/New_York',
    from: '2026-12-01T14:00:00Z',
    to: '2026-12-01T15:00:00Z',
    resourceIds: ['dr-li', 'or-1', 'c-arm'],
    ...visit,
  };
  const { appointmentId, patientId, siteId, date } = data;
  return {
    ...data,
    booked: AppointmentBookedV1.with(patientId, data),
    cancelled: AppointmentCancelledV1.with(patientId, { appointmentId, patientId, siteId, date, reason: 'patient' }),
  };
};
