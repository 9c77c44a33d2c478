import { accepted, rejected, type Decision } from '@liaison/kernel';
import { objectionsToStep, type OfAppointment, type StepRefusal } from '../appointment.policies.js';
import type { AppointmentConfirmed } from '../day-schedule.events.js';
import { appointmentOf, visitOf, type DaySchedule } from '../day-schedule.state.js';

export type ConfirmAppointment = {
  readonly type: 'ConfirmAppointment';
  readonly data: OfAppointment & Pick<AppointmentConfirmed['data'], 'onBehalfOf'>;
};

/** The patient, or somebody for them, accepted. */
export const confirmAppointment = ({ data }: ConfirmAppointment, day: DaySchedule): Decision<AppointmentConfirmed, StepRefusal> => {
  const known = appointmentOf(day, data.appointmentId);
  if (!known) return rejected({ code: 'appointment-unknown', appointmentId: data.appointmentId });
  if (known.status === 'booked' && known.confirmed) return accepted();
  const objections = objectionsToStep('confirm', known, data);
  if (objections.length > 0) return rejected(...objections);
  const { now: at, onBehalfOf } = data;
  return accepted({ type: 'AppointmentConfirmed', data: { ...visitOf(known), at, ...(onBehalfOf && { onBehalfOf }) } });
};
