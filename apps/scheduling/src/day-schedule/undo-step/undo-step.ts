import { accepted, rejected, type Decision } from '@liaison/kernel';
import { objectionsToStep, type OfAppointment, type StepRefusal } from '../appointment.policies.js';
import { takesItsTime } from '../appointment.state.js';
import { objectionsAsPlanned } from '../as-planned.js';
import type { AppointmentStepUndone, UndoableStep } from '../day-schedule.events.js';
import { appointmentOf, visitOf, type Appointment, type DaySchedule } from '../day-schedule.state.js';
import type { FitObjection } from '../fitting/fit.js';
import { theDayAloneHasIt, type TwoDatesObjection } from '../two-dates.policies.js';

export type UndoStep = { readonly type: 'UndoStep'; readonly data: OfAppointment & { readonly step: UndoableStep } };

export type UndoObjection = {
  readonly code: 'not-the-last-step';
  readonly step: UndoableStep;
  readonly last: UndoableStep | undefined;
};
export type UndoRefusal = StepRefusal | FitObjection | TwoDatesObjection | UndoObjection;

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
  const undoing = objectionsToUndoing(step, known);
  if (undoing.length > 0 || last === undefined) return rejected(...undoing);
  const { status } = last.before;
  if (!isUndone(status)) return rejected({ code: 'not-the-last-step', step, last: undefined });
  const isAPlanAgain = !takesItsTime(known) && takesItsTime(last.before);
  const inTheWay = isAPlanAgain ? [...theDayAloneHasIt(known), ...objectionsAsPlanned(known, day)] : [];
  if (inTheWay.length > 0) return rejected(...inTheWay);
  const { from, to } = known;
  return accepted({ type: 'AppointmentStepUndone', data: { ...visitOf(known), from, to, step, status, at } });
};

export const objectionsToUndoing = (step: UndoableStep, { last }: Appointment): readonly UndoObjection[] =>
  last?.step === step ? [] : [{ code: 'not-the-last-step', step, last: last?.step }];

const isUndone = (status: Appointment['status']): status is AppointmentStepUndone['data']['status'] =>
  status !== 'pending' && status !== 'cancelled' && status !== 'entered-in-error';
