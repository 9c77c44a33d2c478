import { accepted, rejected, type Decision } from '@liaison/kernel';
import { objectionsToStep, type OfAppointment, type StepRefusal } from '../appointment.policies.js';
import type { AppointmentEnteredInError } from '../day-schedule.events.js';
import { appointmentOf, visitOf, type DaySchedule } from '../day-schedule.state.js';

export type EnterInError = { readonly type: 'EnterInError'; readonly data: OfAppointment };

/** The appointment should never have been: for another patient, or twice. For others it ends like one that was cancelled. */
export const enterInError = ({ data }: EnterInError, day: DaySchedule): Decision<AppointmentEnteredInError, StepRefusal> => {
  const known = appointmentOf(day, data.appointmentId);
  if (!known) return rejected({ code: 'appointment-unknown', appointmentId: data.appointmentId });
  if (known.status === 'entered-in-error') return accepted();
  const objections = objectionsToStep('enter-in-error', known, data);
  if (objections.length > 0) return rejected(...objections);
  return accepted({ type: 'AppointmentEnteredInError', data: { ...visitOf(known), at: data.now } });
};
