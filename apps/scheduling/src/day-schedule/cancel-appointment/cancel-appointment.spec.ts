import { given } from '@liaison/testing';
import { daySchedule } from '../day-schedule.decider.js';
import { arrived, fulfilled, missed, of } from '../appointment.examples.js';
import type { AppointmentCancelled } from '../day-schedule.events.js';
import { booked, cancelled, there, use } from '../day-schedule.examples.js';
import type { CancelAppointment } from './cancel-appointment.js';

const cancel = (changes: Partial<CancelAppointment['data']> = {}): CancelAppointment => ({
  type: 'CancelAppointment',
  data: { appointmentId: 'first', reason: 'pat', now: '2026-11-30T12:00:00Z', ...changes },
});
const said = (changes: Partial<AppointmentCancelled['data']>): AppointmentCancelled => ({
  type: 'AppointmentCancelled',
  data: { ...of(), reason: 'pat', at: '2026-11-30T12:00:00Z', ...changes },
});
const past = [there('or-3'), booked('first', 'ann', [use('or-3', '09:00', '10:00')])];

describe('Cancelling an appointment', () => {
  it('records whose it was and why', () =>
    given(daySchedule, ...past)
      .when(cancel())
      .then(said({})));
  it('records for whom it was asked', () =>
    given(daySchedule, ...past)
      .when(cancel({ reason: 'pat-lt', onBehalfOf: 'Patient' }))
      .then(said({ reason: 'pat-lt', onBehalfOf: 'Patient' })));
  it('changes nothing the second time, whatever the reason', () =>
    given(daySchedule, ...past, cancelled('first', 'ann'))
      .when(cancel({ reason: 'prov' }))
      .thenNothing());
  it('is recorded also after its time, and of a patient who left without being seen', () => {
    const late = '2027-01-01T00:00:00Z';
    given(daySchedule, ...past)
      .when(cancel({ now: late }))
      .then(said({ at: late }));
    given(daySchedule, ...past, arrived('08:50'))
      .when(cancel())
      .then(said({}));
  });
  it.each([
    ['fulfilled', fulfilled('09:00')],
    ['noshow', missed('09:30')],
  ] as const)('is refused when it is %s', (status, event) =>
    given(daySchedule, ...past, event)
      .when(cancel())
      .thenRefused({ code: 'step-not-allowed', appointmentId: 'first', step: 'cancel', status }),
  );
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
