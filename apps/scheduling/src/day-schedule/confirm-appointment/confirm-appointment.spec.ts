import { given } from '@liaison/testing';
import { arrived, clock, confirmed, of, planned } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import { cancelled } from '../day-schedule.examples.js';
import type { ConfirmAppointment } from './confirm-appointment.js';

const confirm = (changes: Partial<ConfirmAppointment['data']> = {}): ConfirmAppointment => ({
  type: 'ConfirmAppointment',
  data: { appointmentId: 'first', now: clock('07:00'), ...changes },
});

describe('Confirming an appointment', () => {
  it('records that the patient has accepted', () =>
    given(daySchedule, ...planned)
      .when(confirm())
      .then(confirmed('07:00')));
  it('records for whom somebody else has accepted', () =>
    given(daySchedule, ...planned)
      .when(confirm({ onBehalfOf: 'Patient' }))
      .then({ type: 'AppointmentConfirmed', data: { ...of(), at: clock('07:00'), onBehalfOf: 'Patient' } }));
  it('changes nothing the second time', () =>
    given(daySchedule, ...planned, confirmed('07:00'))
      .when(confirm())
      .thenNothing());
  it('needs an appointment', () =>
    given(daySchedule, ...planned)
      .when(confirm({ appointmentId: 'other' }))
      .thenRefused({ code: 'appointment-unknown', appointmentId: 'other' }));
  it.each([
    ['cancelled', cancelled('first', 'ann')],
    ['arrived', arrived('08:50')],
  ] as const)('is refused when it is %s', (status, event) =>
    given(daySchedule, ...planned, event)
      .when(confirm())
      .thenRefused({ code: 'step-not-allowed', appointmentId: 'first', step: 'confirm', status }),
  );
  it('is refused to somebody who has not seen its last change, and to nobody because of other visits', () => {
    const changed = [...planned, confirmed('07:00'), arrived('08:50')];
    given(daySchedule, ...changed)
      .when({ type: 'CheckInPatient', data: { appointmentId: 'first', now: clock('09:00'), seen: 2 } })
      .thenRefused({ code: 'appointment-changed', appointmentId: 'first', seen: 2, changed: 3 });
    given(daySchedule, ...planned, ...planned.slice(0, 1))
      .when(confirm({ seen: 1 }))
      .then(confirmed('07:00'));
  });
});
