import { given } from '@liaison/testing';
import { arrived, checkedIn, clock, fulfilled, planned } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import type { CheckInPatient } from './check-in-patient.js';

const checkIn = (changes: Partial<CheckInPatient['data']> = {}): CheckInPatient => ({
  type: 'CheckInPatient',
  data: { appointmentId: 'first', now: clock('08:55'), ...changes },
});

describe('Checking a patient in', () => {
  it('is recorded after their arrival', () =>
    given(daySchedule, ...planned, arrived('08:50'))
      .when(checkIn())
      .then(checkedIn('08:55')));
  it('is recorded also when nobody noted their arrival', () =>
    given(daySchedule, ...planned)
      .when(checkIn())
      .then(checkedIn('08:55')));
  it('is recorded once', () =>
    given(daySchedule, ...planned, checkedIn('08:55'))
      .when(checkIn())
      .thenNothing());
  it('cannot have been before their arrival', () =>
    given(daySchedule, ...planned, arrived('08:50'))
      .when(checkIn({ happenedAt: clock('08:40') }))
      .thenRefused({ code: 'before-the-step-before', happenedAt: clock('08:40'), earliest: clock('08:50') }));
  it('comes too late once the visit has begun', () =>
    given(daySchedule, ...planned, fulfilled('09:00'))
      .when(checkIn({ now: clock('09:05') }))
      .thenRefused({ code: 'step-not-allowed', appointmentId: 'first', step: 'check-in', status: 'fulfilled' }));
});
