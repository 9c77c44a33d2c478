import { accepted, rejected, type Decision } from '@liaison/kernel';
import { objectionsToStep, type OfAppointment, type StepRefusal } from '../appointment.policies.js';
import type { AppointmentCancelled } from '../day-schedule.events.js';
import { appointmentOf, visitOf, type DaySchedule } from '../day-schedule.state.js';

export type CancelAppointment = {
  readonly type: 'CancelAppointment';
  readonly data: OfAppointment & Pick<AppointmentCancelled['data'], 'reason' | 'onBehalfOf'>;
};

/** Also of a time that has passed: nobody had noted it, and the record should say so. */
export const cancelAppointment = ({ data }: CancelAppointment, day: DaySchedule): Decision<AppointmentCancelled, StepRefusal> => {
  const { appointmentId, reason, onBehalfOf, now: at } = data;
  const known = appointmentOf(day, appointmentId);
  if (!known) return rejected({ code: 'appointment-unknown', appointmentId });
  if (known.status === 'cancelled') return accepted();
  const objections = objectionsToStep('cancel', known, data);
  if (objections.length > 0) return rejected(...objections);
  return accepted({ type: 'AppointmentCancelled', data: { ...visitOf(known), reason, ...(onBehalfOf && { onBehalfOf }), at } });
};
