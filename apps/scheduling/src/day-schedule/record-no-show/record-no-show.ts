import { accepted, addMinutes, rejected, type Decision } from '@liaison/kernel';
import { objectionsToStep, type OfAppointment, type StepRefusal } from '../appointment.policies.js';
import type { AppointmentMissed } from '../day-schedule.events.js';
import { appointmentOf, visitOf, type DaySchedule } from '../day-schedule.state.js';

/**
 * In minutes: how long after the beginning of their visit a patient who has not come is counted as a no-show by itself, unless the
 * kind of visit says otherwise.
 */
export const grace = 30;

/** `graceMinutes`: how long somebody has waited for the patient before saying so. */
export type RecordNoShow = { readonly type: 'RecordNoShow'; readonly data: OfAppointment & { readonly graceMinutes: number } };

export type NoShowRefusal = StepRefusal | { readonly code: 'not-due-yet'; readonly due: string; readonly now: string };

export const recordNoShow = ({ data }: RecordNoShow, day: DaySchedule): Decision<AppointmentMissed, NoShowRefusal> => {
  const { appointmentId, now, graceMinutes } = data;
  const known = appointmentOf(day, appointmentId);
  if (!known) return rejected({ code: 'appointment-unknown', appointmentId });
  if (known.status === 'noshow') return accepted();
  const due = addMinutes(known.from, graceMinutes);
  const objections = [...objectionsToStep('no-show', known, data), ...(now < due ? [{ code: 'not-due-yet', due, now } as const] : [])];
  if (objections.length > 0) return rejected(...objections);
  return accepted({ type: 'AppointmentMissed', data: { ...visitOf(known), at: now } });
};
