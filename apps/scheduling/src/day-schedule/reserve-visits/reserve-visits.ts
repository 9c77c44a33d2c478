import { accepted, addMinutes, localDay, rejected, type Decision } from '@liaison/kernel';
import { objectionsToStep, type StepRefusal } from '../appointment.policies.js';
import { taking, type BookAppointment, type BookingRefusal } from '../book-appointment/book-appointment.js';
import { withoutAll } from '../continuations.js';
import type { HoldExpired, Use, VisitsReserved } from '../day-schedule.events.js';
import type { WantedPhase } from '../day-schedule.policies.js';
import { appointmentOf, type DaySchedule } from '../day-schedule.state.js';
import { theAppointmentIsHereToStay, type ElsewhereRefusal } from '../elsewhere.policies.js';
import { fit } from '../fitting/fit.js';
import { planning } from '../holds.policies.js';
import { onItsDate } from '../over-midnight.js';
import { taking as takingOf } from '../standing.js';
import { objectionsToUndoing, type UndoObjection } from '../undo-step/undo-step.js';

type Coming = VisitsReserved['data']['coming'][number];
type Continuing = NonNullable<VisitsReserved['data']['continuing']>[number];
type Numbered = { readonly part: number };
export type WantedComing = Numbered &
  Omit<BookAppointment['data'], 'now' | 'by' | 'beside'> &
  Pick<Coming, 'previously' | 'anew'> & {
    readonly hold?: { readonly holder: string; readonly minutes: number } | undefined;
    /** Of a visit over midnight, whose pools have been narrowed to one resource each: those that bear more than they can. */
    readonly overbooks?: readonly string[] | undefined;
    /** Planned before: also when it has begun. */
    readonly asPlanned?: true | undefined;
  };
/** What a visit of the day beside wants here: the same phases, of which those of this date are taken. */
export type WantedContinuing = Omit<WantedComing, 'previously' | 'anew' | 'hold' | 'beyond'> & { readonly home: string };
export type WantedReceding = Numbered & NonNullable<VisitsReserved['data']['receding']>[number];
/** `seen`: the day's revision that the plan was made on. */
export type WantedLeaving = Numbered &
  VisitsReserved['data']['leaving'][number] & { readonly seen?: number | undefined; readonly anew?: Coming['anew'] };

/** The parts of a commitment that one day has, each with its number in it. */
export type ReserveVisits = {
  readonly type: 'ReserveVisits';
  readonly data: Pick<VisitsReserved['data'], 'commitmentId' | 'siteId' | 'date'> & {
    readonly coming: readonly WantedComing[];
    readonly leaving: readonly WantedLeaving[];
    readonly continuing?: readonly WantedContinuing[];
    readonly receding?: readonly WantedReceding[];
    readonly now: string;
  };
};
export type CommitmentOver = { readonly code: 'commitment-over'; readonly commitmentId: string };
export type ReservingRefusal = CommitmentOver | ((BookingRefusal | StepRefusal | ElsewhereRefusal | UndoObjection) & Numbered);

/** What leaves makes room for what comes by the same commitment, and for nobody else. */
export const reserveVisits = ({ data }: ReserveVisits, before: DaySchedule): Decision<VisitsReserved | HoldExpired, ReservingRefusal> => {
  const { commitmentId, siteId, date, now: clock } = data;
  if (before.ended.get(commitmentId) === 'released') return rejected({ code: 'commitment-over', commitmentId });
  if (before.ended.has(commitmentId) || before.reservations.has(commitmentId)) return accepted();
  const { now: at, expired, day } = planning(before, clock);
  const inTheWay = data.leaving.flatMap((each) => objectionsToLeaving(each, day, clock));
  const unsettled = data.receding?.flatMap((each) => objectionsToReceding(each, day)) ?? [];
  const left = withoutLeaving(data, day);
  const { coming, continuing, objections } = placed(data, day, left);
  const refusals = [...inTheWay, ...unsettled, ...objections];
  if (refusals.length > 0) return rejected(...refusals);
  const leaving = data.leaving.map(({ part: _, seen: __, anew: ___, ...each }) => each);
  const receding = data.receding?.map(({ part: _, ...each }) => each) ?? [];
  const beside = { ...(continuing.length > 0 && { continuing }), ...(receding.length > 0 && { receding }) };
  return accepted<VisitsReserved | HoldExpired>(...expired, {
    type: 'VisitsReserved',
    data: { commitmentId, siteId, date, coming: held(coming, data, at), leaving, ...beside, at },
  });
};

const objectionsToLeaving = ({ part, appointmentId, reason, seen, anew }: WantedLeaving, day: DaySchedule, now: string) => {
  const elsewhere = theAppointmentIsHereToStay(appointmentId, day);
  const known = appointmentOf(day, appointmentId);
  const unknown = elsewhere.length === 0 && !known ? [{ code: 'appointment-unknown', appointmentId } as const] : [];
  const step = anew?.step ?? (reason === undefined ? 'move' : 'cancel');
  const steps = known ? objectionsToStep(step, known, { appointmentId, now, seen }) : [];
  const undone = known && anew?.step === 'undo' ? objectionsToUndoing(anew.undone, known) : [];
  return [...elsewhere, ...unknown, ...steps, ...undone].map((objection) => ({ ...objection, part }));
};

/** What another commitment has put here is confirmed before it can be taken away again. */
const objectionsToReceding = ({ part, appointmentId, commitmentId }: WantedReceding, day: DaySchedule): readonly ReservingRefusal[] =>
  day.reservations.has(commitmentId) ? [{ code: 'commitment-pending', appointmentId, commitmentId, part }] : [];

const withoutLeaving = ({ leaving, receding = [] }: ReserveVisits['data'], day: DaySchedule): DaySchedule =>
  [...leaving, ...receding].reduce((free, { appointmentId }) => withoutAll(free, appointmentId), day);

/** One after the other, each on the day with those before it; then what reaches into it from the days beside. */
const placed = ({ coming, leaving, continuing = [], now }: ReserveVisits['data'], day: DaySchedule, left: DaySchedule) => {
  const from = {
    day: left,
    coming: [] as readonly Coming[],
    continuing: [] as readonly Continuing[],
    objections: [] as readonly ReservingRefusal[],
  };
  const own = coming.reduce((so, wanted) => {
    const { part, phases: _, gridMinutes: __, rules: ___, overbooks: ____, hold: _____, asPlanned: ______, ...visit } = wanted;
    const { appointmentId } = visit;
    const isShifted = leaving.some((each) => each.appointmentId === appointmentId);
    const known = isShifted ? undefined : appointmentOf(day, appointmentId);
    const pending = isShifted ? [] : theAppointmentIsHereToStay(appointmentId, day).filter(({ code }) => code === 'commitment-pending');
    const used = known ? [{ code: 'appointment-id-used', appointmentId, status: known.status } as const] : [];
    const found = placedOn(so.day, wanted, now);
    const objections = [...pending, ...used, ...('uses' in found ? [] : found.objections)].map((objection) => ({ ...objection, part }));
    if (objections.length > 0 || !('uses' in found)) return { ...so, objections: [...so.objections, ...objections] };
    const placing = { ...visit, ...found };
    return { ...so, day: takingOf(so.day, placing), coming: [...so.coming, placing] };
  }, from);
  return continuing.reduce((so, wanted) => {
    const { part, phases: _, gridMinutes: __, rules: ___, overbooks: ____, asPlanned: _____, ...visit } = wanted;
    const found = placedOn(so.day, wanted, now);
    if (!('uses' in found)) return { ...so, objections: [...so.objections, ...found.objections.map((each) => ({ ...each, part }))] };
    const placing = { ...visit, ...found };
    return { ...so, day: takingOf(so.day, placing), continuing: [...so.continuing, placing] };
  }, own);
};

/** What a visit takes; of one over midnight all of it, though only what falls on this date is judged here. */
const placedOn = (day: DaySchedule, wanted: WantedComing | WantedContinuing, now: string) => {
  const { phases, rules, overbooks = [], asPlanned } = wanted;
  const found = fit({ ...wanted, phases: onItsDate(wanted, phases), now: asPlanned ? '' : now }, day, localDay(wanted.date, wanted.zone));
  if (!('uses' in found)) return found;
  return taking(isOfTwoDates(wanted) ? { uses: phases.flatMap(asChosen), overbooked: overbooks } : found, rules);
};

const isOfTwoDates = (wanted: WantedComing | WantedContinuing): boolean => ('home' in wanted ? true : wanted.beyond !== undefined);

const asChosen = ({ name: phase, anyOf: [resourceId], load, from, to }: WantedPhase): readonly Use[] =>
  resourceId === undefined ? [] : [{ phase, resourceId, load, from, to }];

/** From when it is decided on, as a hold of a single day. */
const held = (coming: readonly Coming[], { coming: wanted }: ReserveVisits['data'], at: string): readonly Coming[] =>
  coming.map((visit) => {
    const hold = wanted.find(({ appointmentId }) => appointmentId === visit.appointmentId)?.hold;
    return hold ? { ...visit, hold: { holder: hold.holder, expiresAt: addMinutes(at, hold.minutes) } } : visit;
  });
