import { accepted, type Decision } from '@liaison/kernel';
import type {
  AppointmentBooked,
  AppointmentCancelled,
  AppointmentContinued,
  AppointmentHeld,
  AppointmentMoved,
  AppointmentMovedAway,
  AppointmentMovedIn,
  AppointmentReassigned,
  AppointmentStepUndone,
  ContinuationEnded,
  ReservationEnded,
  VisitsReserved,
} from '../day-schedule.events.js';
import { appointmentOf, nowOn, visitOf, type Appointment, type DaySchedule } from '../day-schedule.state.js';

/** The commitment is committed. */
export type ConfirmReservation = {
  readonly type: 'ConfirmReservation';
  readonly data: { readonly commitmentId: string; readonly now: string };
};
type Came = AppointmentBooked | AppointmentHeld | AppointmentMoved | AppointmentMovedIn | AppointmentReassigned | AppointmentStepUndone;
type Left = AppointmentMovedAway | AppointmentCancelled;
type Beside = AppointmentContinued | ContinuationEnded;

/** It cannot be refused any more, whatever has been closed or taken back since: what was reserved stands like what is booked. */
export const confirmReservation = (
  { data }: ConfirmReservation,
  day: DaySchedule,
): Decision<Came | Left | Beside | ReservationEnded, never> => {
  const { commitmentId, now } = data;
  const reservation = day.reservations.get(commitmentId);
  if (!reservation) return accepted();
  const { coming, leaving, continuing = [], receding = [], siteId, date } = reservation;
  const at = nowOn(day, now);
  const stays = new Set(coming.map(({ appointmentId }) => appointmentId));
  const left = leaving.filter(({ appointmentId }) => !stays.has(appointmentId)).flatMap((each) => leftBy(each, day, { commitmentId, at }));
  const came = coming.map((visit) => cameBy(visit, day, { commitmentId, at }));
  const receded = receding.flatMap((each) => recededBy(each, day, at));
  const continued = continuing.map((visit): Beside => ({ type: 'AppointmentContinued', data: { ...visit, commitmentId, at } }));
  return accepted<Came | Left | Beside | ReservationEnded>(...left, ...receded, ...came, ...continued, {
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

const recededBy = (
  { appointmentId, commitmentId }: NonNullable<VisitsReserved['data']['receding']>[number],
  day: DaySchedule,
  at: string,
): readonly ContinuationEnded[] => {
  const known = day.continuations.get(appointmentId);
  if (known?.commitmentId !== commitmentId) return [];
  const { home, ...facts } = known.facts;
  return [{ type: 'ContinuationEnded', data: { ...visitOf(facts), home, commitmentId, at } }];
};

type Coming = VisitsReserved['data']['coming'][number];

const cameBy = ({ previously, hold, anew, ...visit }: Coming, day: DaySchedule, { commitmentId, at }: By): Came => {
  if (hold) return { type: 'AppointmentHeld', data: { ...visit, ...hold, at } };
  if (!previously) return { type: 'AppointmentBooked', data: { ...visit, at } };
  if (!day.leaving.has(visit.appointmentId)) return { type: 'AppointmentMovedIn', data: { ...visit, previously, commitmentId, at } };
  const { zone, from, to, uses, overbooked } = visit;
  if (anew?.step === 'undo')
    return { type: 'AppointmentStepUndone', data: { ...visitOf(visit), from, to, step: anew.undone, status: 'booked', at } };
  const before = { from: previously.from, to: previously.to, uses: previously.uses };
  const moved = { ...visitOf(visit), zone, from, to, uses, ...(overbooked && { overbooked }), previously: before, at };
  if (anew)
    return {
      type: 'AppointmentReassigned',
      data: { ...moved, status: statusOf(appointmentOf(day, visit.appointmentId)), phase: anew.phase },
    };
  return { type: 'AppointmentMoved', data: moved };
};

/** Whatever happened meanwhile has abandoned the commitment: it is what allowed another resource to be taken. */
const statusOf = (known: Appointment | undefined): AppointmentReassigned['data']['status'] =>
  known?.status === 'arrived' || known?.status === 'checked-in' ? known.status : 'booked';
