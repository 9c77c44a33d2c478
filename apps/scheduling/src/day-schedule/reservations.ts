import { takesItsTime, booked, type AppointmentFacts } from './appointment.state.js';
import type { ReservationEnded, VisitsReserved } from './day-schedule.events.js';
import type { DaySchedule } from './day-schedule.state.js';
import { freeing, taking } from './standing.js';

/** What a commitment over several days has reserved of this one. */
export type Reservation = Pick<VisitsReserved['data'], 'siteId' | 'date' | 'coming' | 'leaving'>;
export type Coming = { readonly commitmentId: string; readonly facts: AppointmentFacts };

/** What comes takes its place beside what leaves, so that neither outcome finds it taken by others. */
export const reserving = (day: DaySchedule, { commitmentId, siteId, date, coming, leaving }: VisitsReserved['data']): DaySchedule => {
  const visits = coming.map(({ previously: _, ...facts }): AppointmentFacts => facts);
  const before = {
    ...day,
    reservations: day.reservations.set(commitmentId, { siteId, date, coming, leaving }),
    coming: visits.reduce((all, facts) => all.set(facts.appointmentId, { commitmentId, facts }), day.coming),
    leaving: leaving.reduce((all, { appointmentId }) => all.set(appointmentId, commitmentId), day.leaving),
  };
  return visits.reduce(taking, before);
};

/** The day without what the appointment had reserved; an appointment that stands here keeps what it has. */
export const withoutComing = (day: DaySchedule, appointmentId: string): DaySchedule => {
  const reserved = day.coming.get(appointmentId);
  if (!reserved) return day;
  const free = { ...freeing(day, reserved.facts), coming: day.coming.delete(appointmentId) };
  const facts = day.appointments.get(appointmentId);
  const standsHere = facts && takesItsTime(day.lives.get(appointmentId) ?? booked);
  return standsHere ? taking(freeing(free, facts), facts) : free;
};

/** Remembered, so that a part of it that arrives later takes no effect. */
export const ending = (day: DaySchedule, { commitmentId, outcome }: ReservationEnded['data']): DaySchedule => {
  const { coming, leaving } = day.reservations.get(commitmentId) ?? { coming: [], leaving: [] };
  const free = coming.reduce((left, { appointmentId }) => withoutComing(left, appointmentId), day);
  return {
    ...free,
    reservations: free.reservations.delete(commitmentId),
    leaving: leaving.reduce((all, { appointmentId }) => all.delete(appointmentId), free.leaving),
    ended: free.ended.set(commitmentId, outcome),
  };
};
