import type { DayScheduleCommand } from '../day-schedule/day-schedule.decider.js';
import { grace } from '../day-schedule/record-no-show/record-no-show.js';
import type { TimerRow } from './appointment-timers.projection.js';

/** What a timer that has run out asks of its day; the day's rules decide whether there is still something to do. */
export const commandOf = ({ kind, appointmentId }: TimerRow, now: string): DayScheduleCommand => {
  switch (kind) {
    case 'hold-expiry':
      return { type: 'ExpireHold', data: { appointmentId, now } };
    case 'reminder':
      return { type: 'NoteReminderDue', data: { appointmentId, now } };
    case 'no-show':
      return { type: 'RecordNoShow', data: { appointmentId, now, graceMinutes: grace } };
  }
};
