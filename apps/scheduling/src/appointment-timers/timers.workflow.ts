import type { DayScheduleCommand } from '../day-schedule/day-schedule.decider.js';
import { reminderLead } from '../day-schedule/note-reminder-due/note-reminder-due.js';
import { grace } from '../day-schedule/record-no-show/record-no-show.js';
import type { DueTimer } from './due-timers.js';

/** What a timer that has run out asks of its day; the day's rules decide whether there is still something to do. */
export const commandOf = ({ kind, appointmentId, shift }: DueTimer, now: string): DayScheduleCommand => {
  switch (kind) {
    case 'hold-expiry':
      return { type: 'ExpireHold', data: { appointmentId, now } };
    case 'reminder':
      return { type: 'NoteReminderDue', data: { appointmentId, now, leadMinutes: reminderLead - shift } };
    case 'no-show':
      return { type: 'RecordNoShow', data: { appointmentId, now, graceMinutes: grace + shift } };
  }
};
