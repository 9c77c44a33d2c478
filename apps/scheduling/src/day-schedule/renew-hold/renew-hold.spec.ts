import { given } from '@liaison/testing';
import { clock, held, planned, released, renewed } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import { there } from '../day-schedule.examples.js';
import type { RenewHold } from './renew-hold.js';

const renew = (now: string, minutes = 10, by = 'desk'): RenewHold => ({
  type: 'RenewHold',
  data: { appointmentId: 'first', now: clock(now), by, minutes },
});
const past = [there('or-3'), held('07:10')];

describe('Renewing a hold', () => {
  it('makes it last from now on', () =>
    given(daySchedule, ...past)
      .when(renew('07:05'))
      .then(renewed('07:15', '07:05')));
  it('never makes it shorter', () =>
    given(daySchedule, ...past)
      .when(renew('07:05', 3))
      .thenNothing());
  it('comes to its end an hour after it was taken', () =>
    given(daySchedule, ...past, renewed('07:55', '07:09'))
      .when(renew('07:54'))
      .thenRefused({ code: 'held-too-long', latest: clock('08:00') }));
  it('is for whoever took it', () =>
    given(daySchedule, ...past)
      .when(renew('07:05', 10, 'portal'))
      .thenRefused({ code: 'hold-not-yours', appointmentId: 'first' }));
  it('comes too late once it has expired, by the clock of anybody who has planned since', () => {
    given(daySchedule, ...past)
      .when(renew('07:10'))
      .thenRefused({ code: 'hold-expired', appointmentId: 'first' });
    given(daySchedule, ...past, held('07:30', '07:20', 'second', 'bob'))
      .when(renew('07:05'))
      .thenRefused({ code: 'hold-expired', appointmentId: 'first' });
  });
  it.each([
    ['booked', planned],
    ['cancelled', [...past, released('07:05')]],
  ] as const)('is refused when the appointment is %s', (status, events) =>
    given(daySchedule, ...events)
      .when(renew('07:06'))
      .thenRefused({ code: 'step-not-allowed', appointmentId: 'first', step: 'renew-hold', status }),
  );
});
