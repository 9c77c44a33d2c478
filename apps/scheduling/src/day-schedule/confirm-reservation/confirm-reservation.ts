import { accepted, type Decision } from '@liaison/kernel';
import type {
  AppointmentBooked,
  AppointmentCancelled,
  AppointmentMoved,
  AppointmentMovedAway,
  AppointmentMovedIn,
  ReservationEnded,
  VisitsReserved,
} from '../day-schedule.events.js';
import { appointmentOf, nowOn, visitOf, type DaySchedule } from '../day-schedule.state.js';

/** The commitment is committed. */
export type ConfirmReservation = {
  readonly type: 'ConfirmReservation';
  readonly data: { readonly commitmentId: string; readonly now: string };
};
type Came = AppointmentBooked | AppointmentMoved | AppointmentMovedIn;
type Left = AppointmentMovedAway | AppointmentCancelled;

/** It cannot be refused any more, whatever has been closed or taken back since: what was reserved stands like what is booked. */
export const confirmReservation = ({ data }: ConfirmReservation, day: DaySchedule): Decision<Came | Left | ReservationEnded, never> => {
  const { commitmentId, now } = data;
  const reservation = day.reservations.get(commitmentId);
  if (!reservation) return accepted();
  const { coming, leaving, siteId, date } = reservation;
  const at = nowOn(day, now);
  const stays = new Set(coming.map(({ appointmentId }) => appointmentId));
  const left = leaving.filter(({ appointmentId }) => !stays.has(appointmentId)).flatMap((each) => leftBy(each, day, { commitmentId, at }));
  const came = coming.map((visit) => cameBy(visit, day, { commitmentId, at }));
  return accepted<Came | Left | ReservationEnded>(...left, ...came, {
    type: 'ReservationEnded',
    data: { commitmentId, siteId, date, outcome: 'confirmed', at },
  });
};

type By = { readonly commitmentId: string; readonly at: string };

const leftBy = (
  { appointmentId, to, reason, onBehalfOf }: VisitsReserved['data']['leaving'][number],
  day: DaySchedule,
  { commitmentId, at }: By,
): readonly Left[] => {
  const known = appointmentOf(day, appointmentId);
  if (!known) return [];
  if (to) return [{ type: 'AppointmentMovedAway', data: { ...visitOf(known), to, commitmentId, at } }];
  if (reason === undefined) return [];
  return [{ type: 'AppointmentCancelled', data: { ...visitOf(known), reason, ...(onBehalfOf && { onBehalfOf }), at } }];
};

const cameBy = ({ previously, ...visit }: VisitsReserved['data']['coming'][number], day: DaySchedule, { commitmentId, at }: By): Came => {
  if (!previously) return { type: 'AppointmentBooked', data: { ...visit, at } };
  if (!day.leaving.has(visit.appointmentId)) return { type: 'AppointmentMovedIn', data: { ...visit, previously, commitmentId, at } };
  const { zone, from, to, uses, overbooked } = visit;
  const before = { from: previously.from, to: previously.to, uses: previously.uses };
  return {
    type: 'AppointmentMoved',
    data: { ...visitOf(visit), zone, from, to, uses, ...(overbooked && { overbooked }), previously: before, at },
  };
};
