import type { AppointmentFacts } from './appointment.state.js';
import type { ContinuedFacts } from './continuations.js';
import { stands, type DaySchedule } from './day-schedule.state.js';

/**
 * Every visit that takes its time, also what a commitment has reserved: it may be booked before anybody asks again. What goes on
 * from the day beside counts here too.
 */
export const plansOn = (day: DaySchedule): readonly AppointmentFacts[] => [
  ...[...day.appointments.values()].filter(({ appointmentId }) => stands(day, appointmentId)),
  ...[...day.coming.values()].map(({ facts }) => facts),
  ...[...day.continuations.values()].flatMap(({ stands: isTaken, facts }) => (isTaken ? [atHome(facts)] : [])),
  ...continuingIn(day).map(atHome),
];

/** What takes a share here, also from the day beside; whether it is booked, or about to be by a commitment. */
export const planOf = (day: DaySchedule, appointmentId: string): AppointmentFacts | undefined =>
  day.appointments.get(appointmentId) ??
  day.coming.get(appointmentId)?.facts ??
  (day.continuations.has(appointmentId) || day.reservations.size > 0 ? continuedPlanOf(day, appointmentId) : undefined);

const continuedPlanOf = (day: DaySchedule, appointmentId: string): AppointmentFacts | undefined => {
  const facts =
    day.continuations.get(appointmentId)?.facts ?? continuingIn(day).find((reserved) => reserved.appointmentId === appointmentId);
  return facts && atHome(facts);
};

/** As the day that has it knows it. */
const atHome = ({ home: date, ...facts }: ContinuedFacts): AppointmentFacts => ({ ...facts, date });

const continuingIn = ({ reservations }: DaySchedule): readonly ContinuedFacts[] =>
  [...reservations.values()].flatMap((reservation) => reservation.continuing ?? []);
