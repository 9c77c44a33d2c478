import type { Asked } from '@liaison/event-store';
import { localDateOf } from '@liaison/kernel';
import { bookable, type AskedVisit, type Bookable, type NotBookable } from '../catalogue/bookable.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { CatalogueState } from '../catalogue/catalogue.state.js';
import type { AppointmentDesk } from '../day-schedule/appointment-desk.js';
import { tooFarAhead, type EdgeRefusal } from '../day-schedule/book-appointment/book-appointment.handler.js';
import { plannedVisit, type WantedVisit } from '../day-schedule/book-appointment/planned-visit.js';
import type { DayScheduleRefusal } from '../day-schedule/day-schedule.decider.js';
import { firstWhoServe } from '../day-schedule/move-appointment/move-appointment.js';
import type { WantedComing, WantedLeaving } from '../day-schedule/reserve-visits/reserve-visits.js';
import type { DeceasedPatients } from '../patient/deceased-patients.js';
import { inStrides } from '../in-strides.js';
import type { CommitmentBegun, DayOfPart } from './commitment.events.js';
import type { BookPart, CancelPart, MovePart, OfPart, Part } from './parts.js';
import { nobodyIsOnTwoSites } from './parts.policies.js';

export type PartRefusal = OfPart<DayScheduleRefusal | EdgeRefusal | NotBookable>;
/** What each day schedule is asked for, and which other times could be offered for a part. */
export type Planned = {
  readonly known: CatalogueState;
  readonly recorded: CommitmentBegun['data']['parts'];
  readonly days: readonly DayPlan[];
  readonly refusals: readonly PartRefusal[];
  readonly wishes: ReadonlyMap<number, Wish>;
};
export type DayPlan = DayOfPart & { readonly coming: readonly WantedComing[]; readonly leaving: readonly WantedLeaving[] };
export type Wish = Pick<WantedVisit, 'patientId' | 'start' | 'with'> & { readonly found: Bookable };

type PlannedPart = {
  readonly recorded?: CommitmentBegun['data']['parts'][number];
  readonly coming?: WantedComing;
  readonly leaving?: DayOfPart & { readonly of: WantedLeaving };
  readonly wish?: Wish;
  readonly refusals: readonly PartRefusal[];
};

/** Parts looked up at a time. */
const stride = 16;

/** From what somebody wants to what each day schedule has to reserve. */
export class PartsPlanner {
  constructor(
    private readonly catalogue: Pick<Catalogue, 'fresh'>,
    private readonly desk: Pick<AppointmentDesk, 'find'>,
    private readonly deceased: Pick<DeceasedPatients, 'has'>,
  ) {}

  async plan(parts: readonly Part[], { at: now }: Pick<Asked, 'at'>): Promise<Planned> {
    const known = await this.catalogue.fresh();
    const planned = await inStrides([...parts.entries()], stride, ([n, part]) => this.planPart(known, part, n, now));
    const coming = planned.flatMap((part) => part.coming ?? []);
    return {
      known,
      recorded: planned.flatMap(({ recorded }) => recorded ?? []),
      days: byDay(planned),
      refusals: [...planned.flatMap(({ refusals }) => refusals), ...nobodyIsOnTwoSites(coming)],
      wishes: new Map(planned.flatMap(({ wish }, n) => (wish ? [[n, wish] as const] : []))),
    };
  }

  private planPart(known: CatalogueState, part: Part, n: number, now: string): Promise<PlannedPart> {
    switch (part.kind) {
      case 'book':
        return Promise.resolve(this.booked(known, part, n, now));
      case 'move':
        return this.moved(known, part, n, now);
      case 'cancel':
        return this.cancelled(part, n);
    }
  }

  private booked(known: CatalogueState, part: BookPart, n: number, now: string): PlannedPart {
    const { kind, appointmentId, siteId, visitTypeId, with: wanted, needs, overbook } = part;
    const found = this.visitOf(known, { siteId, visitTypeId, wanted, needs, overbook }, part, now);
    if ('refusals' in found) return refused(n, found.refusals);
    const coming = { ...found.visit, part: n };
    return { recorded: { kind, appointmentId, to: dayOf(coming) }, coming, wish: { ...part, found: found.found }, refusals: [] };
  }

  private async moved(known: CatalogueState, part: MovePart, n: number, now: string): Promise<PlannedPart> {
    const { kind, appointmentId, start, with: wanted, overbook } = part;
    const located = await this.desk.find(appointmentId);
    if (!located) return refused(n, [{ code: 'appointment-unknown', appointmentId }]);
    const { appointment, revision } = located;
    const { patientId, visitTypeId, needs = [], date, zone, from, to, uses, seriesId, linkedVisitsId } = appointment;
    const { siteId = appointment.siteId } = part;
    const wish = { appointmentId, patientId, start, with: wanted, needs, seriesId, linkedVisitsId };
    const found = this.visitOf(known, { siteId, visitTypeId, wanted, needs, overbook }, wish, now);
    if ('refusals' in found) return refused(n, found.refusals);
    const previously = { siteId: appointment.siteId, date, zone, from, to, uses };
    const coming = { ...found.visit, phases: firstWhoServe(found.visit.phases, uses), previously, part: n };
    const [before, after] = [dayOf(appointment), dayOf(coming)];
    return {
      recorded: { kind, appointmentId, from: before, to: after },
      coming,
      leaving: { ...before, of: { part: n, appointmentId, to: after, seen: part.seen ?? revision } },
      wish: { ...wish, found: found.found },
      refusals: [],
    };
  }

  private async cancelled({ kind, appointmentId, seen, reason, onBehalfOf }: CancelPart, n: number): Promise<PlannedPart> {
    const located = await this.desk.find(appointmentId);
    if (!located) return refused(n, [{ code: 'appointment-unknown', appointmentId }]);
    const from = dayOf(located.appointment);
    const of = { part: n, appointmentId, reason, ...(onBehalfOf && { onBehalfOf }), seen: seen ?? located.revision };
    return { recorded: { kind, appointmentId, from }, leaving: { ...from, of }, refusals: [] };
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

const dayOf = ({ siteId, date }: DayOfPart): DayOfPart => ({ siteId, date });

const refused = (part: number, refusals: readonly (DayScheduleRefusal | EdgeRefusal | NotBookable)[]): PlannedPart => ({
  refusals: refusals.map((refusal) => ({ ...refusal, part })),
});

const byDay = (planned: readonly PlannedPart[]): readonly DayPlan[] => {
  const days = new Map<string, { siteId: string; date: string; coming: WantedComing[]; leaving: WantedLeaving[] }>();
  const on = ({ siteId, date }: DayOfPart) => {
    const day = days.get(`${siteId}/${date}`) ?? { siteId, date, coming: [], leaving: [] };
    days.set(`${siteId}/${date}`, day);
    return day;
  };
  for (const { coming, leaving } of planned) {
    if (coming) on(coming).coming.push(coming);
    if (leaving) on(leaving).leaving.push(leaving.of);
  }
  return [...days.values()];
};
