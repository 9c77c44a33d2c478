import { accepted, addMinutes, type Decision } from '@liaison/kernel';
import type { ReminderFellDue } from '../day-schedule.events.js';
import { appointmentOf, visitOf, type DaySchedule } from '../day-schedule.state.js';

/** In minutes: how long before their visit a patient is reminded of it, unless the kind of visit says otherwise. */
export const reminderLead = 24 * 60;

export type NoteReminderDue = {
  readonly type: 'NoteReminderDue';
  readonly data: { readonly appointmentId: string; readonly now: string; readonly leadMinutes: number };
};

/** Once for each time that the visit is planned for. A timer asks: what is not to be reminded of is no fault of anybody. */
export const noteReminderDue = ({ data }: NoteReminderDue, day: DaySchedule): Decision<ReminderFellDue, never> => {
  const { appointmentId, now: at, leadMinutes } = data;
  const known = appointmentOf(day, appointmentId);
  if (known?.status !== 'booked' || known.reminded) return accepted();
  const { zone, from, to } = known;
  if (at < addMinutes(from, -leadMinutes) || at >= from) return accepted();
  return accepted({ type: 'ReminderFellDue', data: { ...visitOf(known), zone, from, to, at } });
};
