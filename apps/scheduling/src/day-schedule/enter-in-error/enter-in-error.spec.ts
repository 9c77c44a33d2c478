import { given } from '@liaison/testing';
import { clock, finished, fulfilled, inError, planned } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import { book, booked, cancelled, phase, use } from '../day-schedule.examples.js';
import type { EnterInError } from './enter-in-error.js';

const wrong: EnterInError = { type: 'EnterInError', data: { appointmentId: 'first', now: clock('08:00') } };

describe('An appointment that was entered in error', () => {
  it('is recorded as that, and frees what it took', () => {
    given(daySchedule, ...planned)
      .when(wrong)
      .then(inError('08:00'));
    given(daySchedule, ...planned, inError('08:00'))
      .when(book('second', 'bob', [phase(['or-3'], '09:00', '10:00')]))
      .then(booked('second', 'bob', [use('or-3', '09:00', '10:00')]));
  });
  it('is recorded once', () =>
    given(daySchedule, ...planned, inError('08:00'))
      .when(wrong)
      .thenNothing());
  it.each([
    ['was cancelled', [cancelled('first', 'ann')]],
    ['took place, on the wrong patient', [fulfilled('09:00'), finished('09:00', '10:00')]],
  ])('is recorded also when it %s', (_, past) =>
    given(daySchedule, ...planned, ...past)
      .when(wrong)
      .then(inError('08:00')),
  );
  it('allows no further step', () =>
    given(daySchedule, ...planned, inError('08:00'))
      .when({ type: 'RecordArrival', data: { appointmentId: 'first', now: clock('08:50') } })
      .thenRefused({ code: 'step-not-allowed', appointmentId: 'first', step: 'arrive', status: 'entered-in-error' }));
});
