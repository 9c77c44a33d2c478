import { booked, use } from '../day-schedule/day-schedule.examples.js';
import { seenBy } from './seen-by.projection.js';

const place = { position: 1, revision: 0, time: '2026-12-01T00:00:00Z', stream: 'scheduling.daySchedule-north/2026-12-01' } as const;
const visit = booked('first', 'ann', [use('dr-li', '09:00', '10:00'), use('dr-li', '10:00', '10:30'), use('or-3', '09:00', '10:00')]);

describe('Who has served whom', () => {
  it('is each resource once', () => {
    if (visit.type !== 'AppointmentBooked') throw new Error('a booking');
    expect(seenBy.changes.AppointmentBooked?.(visit.data, place)).toEqual(
      ['dr-li', 'or-3'].map((resourceId) => ({ put: { appointmentId: 'first', patientId: 'ann', date: '2026-12-01', resourceId } })),
    );
  });
  it('is forgotten when the visit does not take place', () => {
    const cancelled = { appointmentId: 'first', patientId: 'ann', siteId: 'north', date: '2026-12-01', reason: 'patient' } as const;
    expect(seenBy.changes.AppointmentCancelled?.(cancelled, place)).toEqual([{ remove: { appointmentId: 'first' } }]);
  });
});
