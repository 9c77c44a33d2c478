import type { Asked } from '@liaison/event-store';
import { localDateOf } from '@liaison/kernel';
import { bookable, type AskedVisit, type Bookable, type NotBookable } from '../catalogue/bookable.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { CatalogueState } from '../catalogue/catalogue.state.js';
import { itIsAsSeen } from '../day-schedule/appointment.policies.js';
import type { AppointmentDesk, Located } from '../day-schedule/appointment-desk.js';
import type { EdgeRefusal } from '../day-schedule/book-appointment/book-appointment.handler.js';
import { allowanceOf, plannedVisit, type WantedVisit } from '../day-schedule/book-appointment/planned-visit.js';
import { tooFarAhead } from '../day-schedule/book-appointment/too-far-ahead.js';
import { phasesAsPlanned, type Allowance } from '../day-schedule/as-planned.js';
import type { DayScheduleRefusal } from '../day-schedule/day-schedule.decider.js';
import { factsOf, wishesOf, type AppointmentFacts } from '../day-schedule/day-schedule.state.js';
import { dateBeside } from '../day-schedule/fitting/fit-over-midnight.js';
import { firstWhoServe } from '../day-schedule/move-appointment/move-appointment.js';
import { servedBy, stillOverbooked } from '../day-schedule/reassign-resource/reassign-resource.js';
import type { WantedComing, WantedContinuing, WantedLeaving, WantedReceding } from '../day-schedule/reserve-visits/reserve-visits.js';
import type { GapBroken } from '../linked-visits/gaps.policies.js';
import type { DeceasedPatients } from '../patient/deceased-patients.js';
import { inStrides } from '../in-strides.js';
import type { CommitmentBegun, DayOfPart, Reaches } from './commitment.events.js';
import { onDateBeside, onHomeDate, type OverMidnight } from './over-midnight.js';
import type { BookPart, CancelPart, MovePart, OfPart, Part, ReassignPart, UndoPart } from './parts.js';
import { nobodyIsOnTwoSites } from './parts.policies.js';

export type PartRefusal = OfPart<DayScheduleRefusal | EdgeRefusal | NotBookable | GapBroken>;
/** What each day schedule is asked for, and which other times could be offered for a part. */
export type Planned = {
  readonly known: CatalogueState;
  readonly recorded: CommitmentBegun['data']['parts'];
  readonly days: readonly DayPlan[];
  readonly refusals: readonly PartRefusal[];
  readonly wishes: ReadonlyMap<number, Wish>;
};
export type DayPlan = DayOfPart & {
  readonly coming: readonly WantedComing[];
  readonly leaving: readonly WantedLeaving[];
  readonly continuing: readonly WantedContinuing[];
  readonly receding: readonly WantedReceding[];
};
export type Wish = Pick<WantedVisit, 'patientId' | 'start' | 'with'> & { readonly found: Bookable };

type Recorded = CommitmentBegun['data']['parts'][number];
type PlannedPart = {
  readonly recorded?: Recorded;
  readonly coming?: WantedComing;
  readonly continuing?: WantedContinuing;
  readonly leaving?: DayOfPart & { readonly of: WantedLeaving };
  readonly receding?: DayOfPart & { readonly of: WantedReceding };
  readonly wish?: Wish;
  readonly refusals: readonly PartRefusal[];
};
/** What has been written of the commitment counts: who serves a visit over midnight is chosen once. */
type Of = { readonly commitmentId: string; readonly begun?: readonly Recorded[] };

/** Parts looked up at a time. */
const stride = 16;

/** From what somebody wants to what each day schedule has to reserve. */
export class PartsPlanner {
  constructor(
    private readonly catalogue: Pick<Catalogue, 'fresh'>,
    private readonly desk: Pick<AppointmentDesk, 'find'>,
    private readonly deceased: Pick<DeceasedPatients, 'has'>,
    private readonly overMidnight: Pick<OverMidnight, 'choose'>,
  ) {}

  async plan(parts: readonly Part[], { at: now }: Pick<Asked, 'at'>, of: Of): Promise<Planned> {
    const known = await this.catalogue.fresh();
    const looked = await inStrides([...parts.entries()], stride, ([n, part]) => this.planPart(known, part, n, now));
    const planned = await this.withDatesBeside(known, looked, now, of);
    const coming = planned.flatMap((part) => part.coming ?? []);
    return {
      known,
      recorded: planned.flatMap(({ recorded }) => recorded ?? []),
      days: byDay(planned),
      refusals: [...planned.flatMap(({ refusals }) => refusals), ...nobodyIsOnTwoSites(coming)],
      wishes: new Map(planned.flatMap(({ wish }, n) => (wish ? [[n, wish] as const] : []))),
    };
  }

  /** Visits over midnight as two parts: of the day that has them, and of the day beside. */
  private async withDatesBeside(known: CatalogueState, planned: readonly PlannedPart[], now: string, { commitmentId, begun = [] }: Of) {
    const crossings = planned.flatMap(({ coming }, part) => {
      const beside = coming && dateBeside({ ...coming, now });
      return beside === undefined || coming === undefined ? [] : [{ part, coming, beside }];
    });
    if (crossings.length === 0) return planned;
    const open = crossings.filter(({ part, coming }) => begun[part]?.reaches === undefined && asItIs(coming, '') === undefined);
    const leaving = planned.flatMap((part) => (part.leaving ? [part.leaving.of.appointmentId] : []));
    const visits = open.map(({ part, coming, beside }) => {
      return { part, beside, asPlanned: coming.asPlanned, visit: { ...coming, rules: coming.rules ?? {} } };
    });
    const chosen = await this.overMidnight.choose(known, visits, leaving, now);
    const besides = new Map(crossings.map(({ part, beside }) => [part, beside]));
    return planned.map((part, n): PlannedPart => {
      const { coming, recorded } = part;
      const beside = besides.get(n);
      if (coming === undefined || recorded === undefined || beside === undefined) return part;
      const choice = begun[n]?.reaches ?? asItIs(coming, beside) ?? chosen.get(n);
      if (choice === undefined || 'objections' in choice)
        return { ...without(part), refusals: [...part.refusals, ...refused(n, choice?.objections ?? []).refusals] };
      const reaches = 'reaches' in choice ? choice.reaches : choice;
      return {
        ...{ ...part, recorded: { ...recorded, reaches } },
        ...{ coming: onHomeDate(coming, reaches, commitmentId), continuing: onDateBeside(coming, reaches) },
      };
    });
  }

  private planPart(known: CatalogueState, part: Part, n: number, now: string): Promise<PlannedPart> {
    switch (part.kind) {
      case 'book':
        return Promise.resolve(this.booked(known, part, n, now));
      case 'move':
        return this.moved(known, part, n, now);
      case 'cancel':
        return this.cancelled(part, n);
      case 'reassign':
        return this.reassigned(known, part, n);
      case 'undo':
        return this.undone(part, n);
    }
  }

  private booked(known: CatalogueState, part: BookPart, n: number, now: string): PlannedPart {
    const { kind, appointmentId, siteId, visitTypeId, with: wanted, needs, overbook, hold } = part;
    const found = this.visitOf(known, { siteId, visitTypeId, wanted, needs, overbook }, part, now);
    if ('refusals' in found) return refused(n, found.refusals);
    const coming = { ...found.visit, ...(hold && { hold }), part: n };
    return { recorded: { kind, appointmentId, to: dayOf(coming) }, coming, wish: { ...part, found: found.found }, refusals: [] };
  }

  private async moved(known: CatalogueState, part: MovePart, n: number, now: string): Promise<PlannedPart> {
    const { kind, appointmentId, start, with: wanted, overbook } = part;
    const located = await this.desk.find(appointmentId);
    if (!located) return refused(n, [{ code: 'appointment-unknown', appointmentId }]);
    const { appointment, revision } = located;
    const stale = itIsAsSeen(appointment, part);
    if (stale.length > 0) return refused(n, stale);
    const { patientId, visitTypeId, needs = [], uses, seriesId, linkedVisitsId } = appointment;
    const { siteId = appointment.siteId } = part;
    const wish = { appointmentId, patientId, start, with: wanted, needs, seriesId, linkedVisitsId };
    const found = this.visitOf(known, { siteId, visitTypeId, wanted, needs, overbook }, wish, now);
    if ('refusals' in found) return refused(n, found.refusals);
    const coming = {
      ...{ ...found.visit, phases: firstWhoServe(found.visit.phases, uses) },
      ...{ previously: elsewhereOf(appointment), part: n },
    };
    const [before, after] = [dayOf(appointment), dayOf(coming)];
    return {
      recorded: { kind, appointmentId, from: before, to: after, ...reached(appointment) },
      coming,
      leaving: { ...before, of: { part: n, appointmentId, to: after, seen: part.seen ?? revision } },
      ...recedingOf(appointment, n),
      wish: { ...wish, found: found.found },
      refusals: [],
    };
  }

  private async cancelled(part: CancelPart, n: number): Promise<PlannedPart> {
    const { kind, appointmentId, seen, reason, onBehalfOf } = part;
    const located = await this.desk.find(appointmentId);
    if (!located) return refused(n, [{ code: 'appointment-unknown', appointmentId }]);
    const { appointment, revision } = located;
    const stale = itIsAsSeen(appointment, part);
    if (stale.length > 0) return refused(n, stale);
    const from = dayOf(appointment);
    const of = { part: n, appointmentId, reason, ...(onBehalfOf && { onBehalfOf }), seen: seen ?? revision };
    const recorded = { kind, appointmentId, from, ...reached(appointment) };
    return { recorded, leaving: { ...from, of }, ...recedingOf(appointment, n), refusals: [] };
  }

  private async reassigned(known: CatalogueState, part: ReassignPart, n: number): Promise<PlannedPart> {
    const { appointmentId, phase, resourceId, together, overbook } = part;
    const located = await this.desk.find(appointmentId);
    if (!located) return refused(n, [{ code: 'appointment-unknown', appointmentId }]);
    const stale = itIsAsSeen(located.appointment, part);
    if (stale.length > 0) return refused(n, stale);
    const { uses, siteId, visitTypeId, needs, overbooked } = located.appointment;
    const serving = uses.find((use) => use.phase === phase);
    if (!serving) return refused(n, [{ code: 'phase-unknown', phase, phases: uses.map((use) => use.phase) }]);
    const found = bookable(known, { siteId, visitTypeId, wanted: [resourceId], needs, overbook });
    if (!('visitType' in found)) return refused(n, found);
    const anew = { uses: servedBy(resourceId, serving, together, uses), overbooked: stillOverbooked(overbooked, resourceId) };
    return this.anew(part, n, { located, ...anew, allowance: allowanceOf(found), anew: { step: 'reassign', phase } });
  }

  private async undone(part: UndoPart, n: number): Promise<PlannedPart> {
    const located = await this.desk.find(part.appointmentId);
    if (!located) return refused(n, [{ code: 'appointment-unknown', appointmentId: part.appointmentId }]);
    const stale = itIsAsSeen(located.appointment, part);
    if (stale.length > 0) return refused(n, stale);
    const { uses, overbooked } = located.appointment;
    return this.anew(part, n, { located, uses, overbooked, anew: { step: 'undo', undone: 'no-show' } });
  }

  /** Where and when it is, by those who are to serve it. */
  private anew({ kind, appointmentId, seen }: ReassignPart | UndoPart, n: number, planned: PlannedAnew): PlannedPart {
    const { located, uses, overbooked, allowance, anew } = planned;
    const { appointment, revision } = located;
    const day = dayOf(appointment);
    const { uses: _, beyond: __, ...visit } = { ...factsOf(appointment), ...wishesOf(appointment) };
    const overbooking = allowance?.overbooking ?? (overbooked && { role: overbooked.role, reason: overbooked.reason });
    const rules = overbooking && { overbooking };
    const phases = phasesAsPlanned({ uses, overbooked }, allowance);
    const coming: WantedComing = {
      ...{ ...visit, phases, rules, gridMinutes: 1, asPlanned: true },
      ...{ overbooks: overbooked?.resourceIds, previously: elsewhereOf(appointment), anew, part: n },
    };
    return {
      recorded: { kind, appointmentId, from: day, to: day, ...reached(appointment) },
      coming,
      leaving: { ...day, of: { part: n, appointmentId, to: day, seen: seen ?? revision, anew } },
      ...recedingOf(appointment, n),
      refusals: [],
    };
  }

  private visitOf(known: CatalogueState, asked: AskedVisit, wanted: WantedVisit, now: string) {
    const { patientId, start } = wanted;
    if (this.deceased.has(patientId)) return { refusals: [{ code: 'patient-deceased', patientId } as const] };
    const found = bookable(known, asked);
    if (!('visitType' in found)) return { refusals: found };
    const { zone } = found.site;
    const tooFar = tooFarAhead(localDateOf(start, zone), zone, now);
    return tooFar.length > 0 ? { refusals: tooFar } : { found, visit: plannedVisit(known, found, wanted, now) };
  }
}

const without = ({ coming: _, ...part }: PlannedPart): PlannedPart => part;

type PlannedAnew = Pick<AppointmentFacts, 'uses' | 'overbooked'> & {
  readonly located: Located;
  readonly allowance?: Allowance | undefined;
  readonly anew: NonNullable<WantedComing['anew']>;
};

const dayOf = ({ siteId, date }: DayOfPart): DayOfPart => ({ siteId, date });

const elsewhereOf = ({ siteId, date, zone, from, to, uses }: AppointmentFacts) => ({ siteId, date, zone, from, to, uses });

/** The date beside that has a part of it by now, and what it takes there. */
const reached = ({ beyond }: AppointmentFacts): Pick<Recorded, 'reached'> => (beyond ? { reached: beyond } : {});
const recedingOf = ({ appointmentId, siteId, beyond }: AppointmentFacts, part: number): Pick<PlannedPart, 'receding'> =>
  beyond ? { receding: { siteId, date: beyond.date, of: { part, appointmentId, commitmentId: beyond.commitmentId } } } : {};

/** Who serves it is said already, and what that goes beyond. Of another resource both days have to be asked. */
const asItIs = ({ anew, phases, rules, overbooks }: WantedComing, date: string): Reaches | undefined =>
  anew?.step === 'undo'
    ? {
        date,
        serves: phases.flatMap(({ name: phase, anyOf: [resourceId] }) => (resourceId === undefined ? [] : [{ phase, resourceId }])),
        ...(rules?.overbooking && overbooks && { overbooks }),
      }
    : undefined;

const refused = (part: number, refusals: readonly (DayScheduleRefusal | EdgeRefusal | NotBookable)[]): PlannedPart => ({
  refusals: refusals.map((refusal) => ({ ...refusal, part })),
});

const byDay = (planned: readonly PlannedPart[]): readonly DayPlan[] => {
  const days = new Map<string, DayOfPart & { [Kind in 'coming' | 'leaving' | 'continuing' | 'receding']: DayPlan[Kind][number][] }>();
  const on = ({ siteId, date }: DayOfPart) => {
    const day = days.get(`${siteId}/${date}`) ?? { siteId, date, coming: [], leaving: [], continuing: [], receding: [] };
    days.set(`${siteId}/${date}`, day);
    return day;
  };
  for (const { coming, leaving, continuing, receding } of planned) {
    if (coming) on(coming).coming.push(coming);
    if (leaving) on(leaving).leaving.push(leaving.of);
    if (continuing) on(continuing).continuing.push(continuing);
    if (receding) on(receding).receding.push(receding.of);
  }
  return [...days.values()];
};
