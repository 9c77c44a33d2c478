import { given } from '@liaison/testing';
import { clock, expired, held, planned, released } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import { book, booked, phase, there, use } from '../day-schedule.examples.js';
import type { ReleaseHold } from './release-hold.js';

const release = (by = 'desk'): ReleaseHold => ({ type: 'ReleaseHold', data: { appointmentId: 'first', now: clock('07:05'), by } });
const past = [there('or-3'), held('07:10')];

describe('Releasing a hold', () => {
  it('frees what it took', () => {
    given(daySchedule, ...past)
      .when(release())
      .then(released('07:05'));
    given(daySchedule, ...past, released('07:05'))
      .when(book('second', 'bob', [phase(['or-3'], '09:00', '10:00')], { now: clock('07:06') }))
      .then(booked('second', 'bob', [use('or-3', '09:00', '10:00')]));
  });
  it('changes nothing once it was released or has expired', () => {
    given(daySchedule, ...past, released('07:05'))
      .when(release())
      .thenNothing();
    given(daySchedule, ...past, expired('07:10'))
      .when(release())
      .thenNothing();
  });
  it('is for whoever took it', () =>
    given(daySchedule, ...past)
      .when(release('portal'))
      .thenRefused({ code: 'hold-not-yours', appointmentId: 'first' }));
  it('does not cancel what is booked', () =>
    given(daySchedule, ...planned)
      .when(release())
      .thenRefused({ code: 'step-not-allowed', appointmentId: 'first', step: 'release-hold', status: 'booked' }));
});
