import { given } from '@liaison/testing';
import { clock, expired, held } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import { book, booked, phase, there, use } from '../day-schedule.examples.js';
import type { HoldAppointment } from './hold-appointment.js';

const phases = [phase(['or-3'], '09:00', '10:00')];
const hold = (appointmentId: string, patientId: string, now: string, by = 'desk'): HoldAppointment => ({
  type: 'HoldAppointment',
  data: { ...book(appointmentId, patientId, phases, { now: clock(now) }).data, by, minutes: 10 },
});

describe('Holding an appointment', () => {
  it('takes its resources for so long', () =>
    given(daySchedule, there('or-3'))
      .when(hold('first', 'ann', '07:00'))
      .then(held('07:10')));
  it('stands in the way of others while it lasts', () => {
    given(daySchedule, there('or-3'), held('07:10'))
      .when(hold('second', 'bob', '07:09'))
      .thenRefused({ code: 'capacity-exceeded', use: use('or-3', '09:00', '10:00'), capacity: 1, takenBy: ['first'] });
    given(daySchedule, there('or-3', 2), held('07:10'))
      .when(hold('second', 'ann', '07:09'))
      .thenRefused({ code: 'patient-elsewhere', appointmentId: 'first', from: clock('09:00'), to: clock('10:00') });
  });
  it('is planned over once it has expired, and that is recorded first', () => {
    given(daySchedule, there('or-3'), held('07:10'))
      .when(hold('second', 'bob', '07:10'))
      .then(expired('07:10'), held('07:20', '07:10', 'second', 'bob'));
    given(daySchedule, there('or-3'), held('07:10'))
      .when(book('second', 'bob', phases, { now: clock('07:15') }))
      .then(expired('07:10', '07:15'), booked('second', 'bob', [use('or-3', '09:00', '10:00')]));
  });
  it('lasts from the latest time that the day has seen, not from a clock that is behind', () =>
    given(daySchedule, there('or-3', 2), held('07:40', '07:30'))
      .when(hold('second', 'bob', '07:00'))
      .then(held('07:40', '07:30', 'second', 'bob')));
  it('may be asked for again by whoever has it, and by nobody else', () => {
    given(daySchedule, there('or-3'), held('07:10'))
      .when(hold('first', 'ann', '07:05'))
      .thenNothing();
    given(daySchedule, there('or-3'), held('07:10'))
      .when(hold('first', 'ann', '07:05', 'portal'))
      .thenRefused({ code: 'appointment-id-used', appointmentId: 'first', status: 'pending' });
  });
  it('leaves it to those who book beside it to say when they did', () =>
    given(daySchedule, there('or-3', 2), held('07:10'))
      .when(book('second', 'bob', phases, { now: clock('07:05') }))
      .then(booked('second', 'bob', [use('or-3', '09:00', '10:00')], { at: clock('07:05') })));
});
