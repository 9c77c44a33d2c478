import { given } from '@liaison/testing';
import { arrived, clock, of, planned } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import type { DayScheduleEvent } from '../day-schedule.events.js';
import { at, cancelled } from '../day-schedule.examples.js';
import { reminderLead, type NoteReminderDue } from './note-reminder-due.js';

const dayBefore = '2026-11-30T09:00:00Z';
const remind = (now = dayBefore, leadMinutes = reminderLead): NoteReminderDue => ({
  type: 'NoteReminderDue',
  data: { appointmentId: 'first', now, leadMinutes },
});
const due = (now = dayBefore): DayScheduleEvent => ({
  type: 'ReminderFellDue',
  data: { ...of(), zone: 'Europe/London', ...at('09:00', '10:00'), at: now },
});

describe('The reminder of a visit', () => {
  it('is due a day before it', () =>
    given(daySchedule, ...planned)
      .when(remind())
      .then(due()));
  it('is due at once when it was booked later than that', () =>
    given(daySchedule, ...planned)
      .when(remind(clock('08:00')))
      .then(due(clock('08:00'))));
  it('is due once', () =>
    given(daySchedule, ...planned, due())
      .when(remind(clock('08:00')))
      .thenNothing());
  it.each([
    ['too early', [], '2026-11-30T08:59:59Z'],
    ['once the visit has begun', [], clock('09:00')],
    ['of a visit that was cancelled', [cancelled('first', 'ann')], dayBefore],
    ['of a patient who is there', [arrived('08:50')], clock('08:55')],
  ])('is not sent %s', (_, past, now) =>
    given(daySchedule, ...planned, ...past)
      .when(remind(now))
      .thenNothing(),
  );
  it('is no change that somebody who edits must have seen', () =>
    given(daySchedule, ...planned, due())
      .when({ type: 'ConfirmAppointment', data: { appointmentId: 'first', now: clock('07:00'), seen: 1 } })
      .then({ type: 'AppointmentConfirmed', data: { ...of(), at: clock('07:00') } }));
});
