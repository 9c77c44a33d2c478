import type { AppointmentFacts } from './appointment.state.js';
import { takenAnew } from './continuations.js';
import type { ReservationEnded, VisitsReserved } from './day-schedule.events.js';
import type { DaySchedule } from './day-schedule.state.js';
import { taking } from './standing.js';

/** What a commitment over several days has reserved of this one. */
export type Reservation = Omit<VisitsReserved['data'], 'commitmentId' | 'at'>;
export type Coming = { readonly commitmentId: string; readonly facts: AppointmentFacts };

/** What comes takes its place beside what leaves, so that neither outcome finds it taken by others. */
export const reserving = (day: DaySchedule, { commitmentId, at: _, ...reserved }: VisitsReserved['data']): DaySchedule => {
  const { coming, leaving, continuing = [] } = reserved;
  const visits = coming.map(({ previously: _, hold: __, anew: ___, ...facts }): AppointmentFacts => facts);
  const before = {
    ...day,
    reservations: day.reservations.set(commitmentId, reserved),
    coming: visits.reduce((all, facts) => all.set(facts.appointmentId, { commitmentId, facts }), day.coming),
    leaving: leaving.reduce((all, { appointmentId }) => all.set(appointmentId, commitmentId), day.leaving),
  };
  return [...visits, ...continuing].reduce(taking, before);
};

/** The day without what the appointment had reserved; an appointment that stands here keeps what it has. */
export const withoutComing = (day: DaySchedule, appointmentId: string): DaySchedule =>
  day.coming.has(appointmentId) ? takenAnew(day, { ...day, coming: day.coming.delete(appointmentId) }, appointmentId) : day;

/** Remembered, so that a part of it that arrives later takes no effect. */
export const ending = (day: DaySchedule, { commitmentId, outcome }: ReservationEnded['data']): DaySchedule => {
  const { coming, leaving, continuing = [] } = day.reservations.get(commitmentId) ?? { coming: [], leaving: [] };
  const free = coming.reduce((left, { appointmentId }) => withoutComing(left, appointmentId), day);
  const without = {
    ...free,
    reservations: free.reservations.delete(commitmentId),
    leaving: leaving.reduce((all, { appointmentId }) => all.delete(appointmentId), free.leaving),
    ended: free.ended.set(commitmentId, outcome),
  };
  return continuing.reduce((left, { appointmentId }, n) => takenAnew(n === 0 ? free : left, left, appointmentId), without);
};
