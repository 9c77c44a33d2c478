import type { AppointmentFacts } from './appointment.state.js';
import type { DaySchedule } from './day-schedule.state.js';
import { onItsDate } from './over-midnight.js';
import { withoutAppointment } from './taken.js';

/** The day with what the appointment takes of it: shares of resources, and its patient's time. */
export const taking = (day: DaySchedule, facts: AppointmentFacts): DaySchedule => {
  const { appointmentId, patientId } = facts;
  const uses = onItsDate(facts, facts.uses);
  return {
    ...day,
    taken: uses.reduce((taken, use) => taken.set(use.resourceId, { use, appointmentId, before: taken.get(use.resourceId) }), day.taken),
    ofPatient: day.ofPatient.set(patientId, [...(day.ofPatient.get(patientId) ?? []), facts]),
  };
};

/** The day without it. */
export const freeing = (day: DaySchedule, { appointmentId, patientId, uses }: AppointmentFacts): DaySchedule => ({
  ...day,
  taken: uses.reduce((taken, { resourceId }) => taken.set(resourceId, withoutAppointment(taken.get(resourceId), appointmentId)), day.taken),
  ofPatient: day.ofPatient.update(patientId, [], (known) => known.filter((other) => other.appointmentId !== appointmentId)),
});
