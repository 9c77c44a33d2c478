import { accepted, localDay, rejected, type Decision } from '@liaison/kernel';
import { objectionsToStep, type StepRefusal } from '../appointment.policies.js';
import { taking, type BookAppointment, type BookingRefusal } from '../book-appointment/book-appointment.js';
import type { HoldExpired, VisitsReserved } from '../day-schedule.events.js';
import { appointmentOf, freeing, type DaySchedule } from '../day-schedule.state.js';
import { theAppointmentIsHereToStay, type ElsewhereRefusal } from '../elsewhere.policies.js';
import { fit } from '../fitting/fit.js';
import { planning } from '../holds.policies.js';
import { taking as takingOf } from '../standing.js';

type Coming = VisitsReserved['data']['coming'][number];
type Numbered = { readonly part: number };
export type WantedComing = Numbered & Omit<BookAppointment['data'], 'now' | 'by'> & Pick<Coming, 'previously'>;
/** `seen`: the day's revision that the plan was made on. */
export type WantedLeaving = Numbered & VisitsReserved['data']['leaving'][number] & { readonly seen?: number | undefined };

/** The parts of a commitment that one day has, each with its number in it. */
export type ReserveVisits = {
  readonly type: 'ReserveVisits';
  readonly data: Pick<VisitsReserved['data'], 'commitmentId' | 'siteId' | 'date'> & {
    readonly coming: readonly WantedComing[];
    readonly leaving: readonly WantedLeaving[];
    readonly now: string;
  };
};
export type CommitmentOver = { readonly code: 'commitment-over'; readonly commitmentId: string };
export type ReservingRefusal = CommitmentOver | ((BookingRefusal | StepRefusal | ElsewhereRefusal) & Numbered);

/** What leaves makes room for what comes by the same commitment, and for nobody else. */
export const reserveVisits = ({ data }: ReserveVisits, before: DaySchedule): Decision<VisitsReserved | HoldExpired, ReservingRefusal> => {
  const { commitmentId, siteId, date, now: clock } = data;
  if (before.ended.get(commitmentId) === 'released') return rejected({ code: 'commitment-over', commitmentId });
  if (before.ended.has(commitmentId) || before.reservations.has(commitmentId)) return accepted();
  const { now: at, expired, day } = planning(before, clock);
  const inTheWay = data.leaving.flatMap((each) => objectionsToLeaving(each, day, clock));
  const { coming, objections } = placed(data, day);
  const refusals = [...inTheWay, ...objections];
  if (refusals.length > 0) return rejected(...refusals);
  const leaving = data.leaving.map(({ part: _, seen: __, ...each }) => each);
  return accepted<VisitsReserved | HoldExpired>(...expired, {
    type: 'VisitsReserved',
    data: { commitmentId, siteId, date, coming, leaving, at },
  });
};

const objectionsToLeaving = ({ part, appointmentId, reason, seen }: WantedLeaving, day: DaySchedule, now: string) => {
  const elsewhere = theAppointmentIsHereToStay(appointmentId, day);
  const known = appointmentOf(day, appointmentId);
  const unknown = elsewhere.length === 0 && !known ? [{ code: 'appointment-unknown', appointmentId } as const] : [];
  const step = known ? objectionsToStep(reason === undefined ? 'move' : 'cancel', known, { appointmentId, now, seen }) : [];
  return [...elsewhere, ...unknown, ...step].map((objection) => ({ ...objection, part }));
};

/** One after the other, each on the day with those before it. */
const placed = ({ coming, leaving, now }: ReserveVisits['data'], day: DaySchedule) => {
  const left = leaving.reduce((free, { appointmentId }) => {
    const facts = free.appointments.get(appointmentId);
    return facts ? freeing(free, facts) : free;
  }, day);
  const from = { day: left, coming: [] as readonly Coming[], objections: [] as readonly ReservingRefusal[] };
  return coming.reduce((so, wanted) => {
    const { part, phases: _, gridMinutes: __, rules, ...visit } = wanted;
    const { appointmentId } = visit;
    const isShifted = leaving.some((each) => each.appointmentId === appointmentId);
    const known = isShifted ? undefined : appointmentOf(day, appointmentId);
    const pending = isShifted ? [] : theAppointmentIsHereToStay(appointmentId, day).filter(({ code }) => code === 'commitment-pending');
    const used = known ? [{ code: 'appointment-id-used', appointmentId, status: known.status } as const] : [];
    const found = fit({ ...wanted, now }, so.day, localDay(visit.date, visit.zone));
    const objections = [...pending, ...used, ...('uses' in found ? [] : found.objections)].map((objection) => ({ ...objection, part }));
    if (objections.length > 0 || !('uses' in found)) return { ...so, objections: [...so.objections, ...objections] };
    const placing = { ...visit, ...taking(found, rules) };
    return { ...so, day: takingOf(so.day, placing), coming: [...so.coming, placing] };
  }, from);
};
