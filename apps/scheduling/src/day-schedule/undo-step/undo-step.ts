import { accepted, rejected, type Decision } from '@liaison/kernel';
import { objectionsToStep, type OfAppointment, type StepRefusal } from '../appointment.policies.js';
import { takesItsTime } from '../appointment.state.js';
import { objectionsAsPlanned } from '../as-planned.js';
import type { AppointmentStepUndone, UndoableStep } from '../day-schedule.events.js';
import { appointmentOf, visitOf, type Appointment, type DaySchedule } from '../day-schedule.state.js';
import type { FitObjection } from '../fitting/fit.js';

export type UndoStep = { readonly type: 'UndoStep'; readonly data: OfAppointment & { readonly step: UndoableStep } };

export type UndoRefusal =
  StepRefusal | FitObjection | { readonly code: 'not-the-last-step'; readonly step: UndoableStep; readonly last: UndoableStep | undefined };

/**
 * The step should not have been recorded: the appointment is again what it was before it. An appointment that takes its
 * resources again by that is a plan again, and has to fit.
 */
export const undoStep = ({ data }: UndoStep, day: DaySchedule): Decision<AppointmentStepUndone, UndoRefusal> => {
  const { appointmentId, step, now: at } = data;
  const known = appointmentOf(day, appointmentId);
  if (!known) return rejected({ code: 'appointment-unknown', appointmentId });
  const objections = objectionsToStep('undo', known, data);
  if (objections.length > 0) return rejected(...objections);
  const { last } = known;
  if (last?.step !== step) return rejected({ code: 'not-the-last-step', step, last: last?.step });
  const { status } = last.before;
  if (!isUndone(status)) return rejected({ code: 'not-the-last-step', step, last: undefined });
  const inTheWay = !takesItsTime(known) && takesItsTime(last.before) ? objectionsAsPlanned(known, day) : [];
  if (inTheWay.length > 0) return rejected(...inTheWay);
  const { from, to } = known;
  return accepted({ type: 'AppointmentStepUndone', data: { ...visitOf(known), from, to, step, status, at } });
};

const isUndone = (status: Appointment['status']): status is AppointmentStepUndone['data']['status'] =>
  status !== 'pending' && status !== 'cancelled' && status !== 'entered-in-error';
