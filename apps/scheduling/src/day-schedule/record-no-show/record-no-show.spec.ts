import { given } from '@liaison/testing';
import { arrived, clock, missed, planned } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import { book, booked, cancelled, phase, use } from '../day-schedule.examples.js';
import { grace, type RecordNoShow } from './record-no-show.js';

const noShow = (now: string, graceMinutes = 0): RecordNoShow => ({
  type: 'RecordNoShow',
  data: { appointmentId: 'first', now: clock(now), graceMinutes },
});

describe('A patient who does not come', () => {
  it('is counted as a no-show once their time has begun', () => {
    given(daySchedule, ...planned)
      .when(noShow('08:59'))
      .thenRefused({ code: 'not-due-yet', due: clock('09:00'), now: clock('08:59') });
    given(daySchedule, ...planned)
      .when(noShow('09:00'))
      .then(missed('09:00'));
  });
  it('is counted by itself after the grace, and not before', () => {
    given(daySchedule, ...planned)
      .when(noShow('09:29', grace))
      .thenRefused({ code: 'not-due-yet', due: clock('09:30'), now: clock('09:29') });
    given(daySchedule, ...planned)
      .when(noShow('09:30', grace))
      .then(missed('09:30'));
  });
  it('is counted once', () =>
    given(daySchedule, ...planned, missed('09:30'))
      .when(noShow('09:31'))
      .thenNothing());
  it.each([
    ['arrived', arrived('08:50')],
    ['cancelled', cancelled('first', 'ann')],
  ] as const)('is not counted when they have %s', (status, event) =>
    given(daySchedule, ...planned, event)
      .when(noShow('09:30'))
      .thenRefused({ code: 'step-not-allowed', appointmentId: 'first', step: 'no-show', status }),
  );
  it('leaves their resources to others', () =>
    given(daySchedule, ...planned, missed('09:30'))
      .when(book('second', 'bob', [phase(['or-3'], '09:30', '10:00')]))
      .then(booked('second', 'bob', [use('or-3', '09:30', '10:00')])));
});
