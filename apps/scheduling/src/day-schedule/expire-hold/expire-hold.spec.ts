import { given } from '@liaison/testing';
import { clock, expired, held, planned, renewed } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import { there } from '../day-schedule.examples.js';
import type { ExpireHold } from './expire-hold.js';

const expire = (now: string): ExpireHold => ({ type: 'ExpireHold', data: { appointmentId: 'first', now: clock(now) } });
const past = [there('or-3'), held('07:10')];

describe('The expiry of a hold', () => {
  it('is recorded when its time is over, and not before', () => {
    given(daySchedule, ...past)
      .when(expire('07:09'))
      .thenNothing();
    given(daySchedule, ...past)
      .when(expire('07:10'))
      .then(expired('07:10'));
  });
  it('is recorded once', () =>
    given(daySchedule, ...past, expired('07:10'))
      .when(expire('07:11'))
      .thenNothing());
  it('does not touch a hold that was renewed, or booked', () => {
    given(daySchedule, ...past, renewed('07:20', '07:09'))
      .when(expire('07:10'))
      .thenNothing();
    given(daySchedule, ...past, ...planned.slice(1))
      .when(expire('07:10'))
      .thenNothing();
  });
});
