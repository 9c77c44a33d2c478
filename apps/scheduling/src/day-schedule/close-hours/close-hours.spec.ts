import { given } from '@liaison/testing';
import { daySchedule } from '../day-schedule.decider.js';
import { at, book, booked, closed, phase, there, use } from '../day-schedule.examples.js';
import type { DayScheduleEvent } from '../day-schedule.events.js';

const close = { type: 'CloseHours', data: { closureId: 'flood', ...at('08:00', '12:00') } } as const;
const reopen = { type: 'ReopenHours', data: { closureId: 'flood' } } as const;
const flood = closed('flood', '08:00', '12:00');
const reopened: DayScheduleEvent = { type: 'HoursReopened', data: { closureId: 'flood' } };

describe('A closure of the day', () => {
  it('is recorded', () => given(daySchedule).when(close).then(flood));
  it('is recorded once', () => given(daySchedule, flood).when(close).thenNothing());
  it('ends when it is lifted', () => {
    given(daySchedule, flood).when(reopen).then(reopened);
    given(daySchedule, there('or-3'), flood, reopened)
      .when(book('first', 'ann', [phase(['or-3'], '09:00', '10:00')]))
      .then(booked('first', 'ann', [use('or-3', '09:00', '10:00')]));
  });
  it('is lifted once', () => given(daySchedule, flood, reopened).when(reopen).thenNothing());
  it('leaves other closures as they are when it is lifted', () =>
    given(daySchedule, there('or-3'), flood, closed('drill', '09:00', '09:30'), reopened)
      .when(book('first', 'ann', [phase(['or-3'], '09:00', '10:00')]))
      .thenRefused({ code: 'closed', closureId: 'drill', ...at('09:00', '09:30') }));
  it('takes no effect when it arrives after it was lifted', () => {
    given(daySchedule).when(reopen).then(reopened);
    given(daySchedule, reopened).when(close).thenNothing();
  });
});
