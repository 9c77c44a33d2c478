import { given } from '@liaison/testing';
import { daySchedule } from '../day-schedule.decider.js';
import { booked, cancelled, there, use } from '../day-schedule.examples.js';
import type { CancelAppointment } from './cancel-appointment.js';

const cancel = (changes: Partial<CancelAppointment['data']> = {}): CancelAppointment => ({
  type: 'CancelAppointment',
  data: { appointmentId: 'first', reason: 'patient', now: '2026-11-30T12:00:00Z', ...changes },
});
const past = [there('or-3'), booked('first', 'ann', [use('or-3', '09:00', '10:00')])];

describe('Cancelling an appointment', () => {
  it('records whose it was and why', () =>
    given(daySchedule, ...past)
      .when(cancel())
      .then(cancelled('first', 'ann')));
  it('changes nothing the second time, whatever the reason', () =>
    given(daySchedule, ...past, cancelled('first', 'ann'))
      .when(cancel({ reason: 'department' }))
      .thenNothing());
  it('is recorded also after its time', () =>
    given(daySchedule, ...past)
      .when(cancel({ now: '2027-01-01T00:00:00Z' }))
      .then(cancelled('first', 'ann')));
  it('needs an appointment', () =>
    given(daySchedule, ...past)
      .when(cancel({ appointmentId: 'other' }))
      .thenRefused({ code: 'appointment-unknown', appointmentId: 'other' }));
  it('frees its own uses and no others', () => {
    const shared = [
      there('dr-wu', 2),
      booked('first', 'ann', [use('dr-wu', '09:00', '10:00')]),
      booked('second', 'bob', [use('dr-wu', '09:00', '10:00')]),
    ];
    const day = [...shared, cancelled('first', 'ann')].reduce(daySchedule.evolve, daySchedule.initial);
    expect(day.taken.get('dr-wu')).toEqual({ use: use('dr-wu', '09:00', '10:00'), appointmentId: 'second', before: undefined });
    expect(day.ofPatient.get('ann')).toEqual([]);
  });
});
