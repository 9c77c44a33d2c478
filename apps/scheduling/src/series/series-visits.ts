import type { Asked } from '@liaison/event-store';
import { localDateOf, onTheWall, wallTime } from '@liaison/kernel';
import { bookable } from '../catalogue/bookable.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { CommitmentRefusal, Commitments, PlacedPart } from '../commitment/commitments.js';
import type { BookPart } from '../commitment/parts.js';
import type { AppointmentDesk, Located } from '../day-schedule/appointment-desk.js';
import type { FreeTimesFinder } from '../free-times/find-free-times.js';
import { nearest } from '../free-times/free-times.js';
import { aboutVisits } from '../intents/intents.js';
import type { Actual } from './change-series/change-plan.js';
import { inStrides } from '../in-strides.js';
import { isLeftOpen, type Occurrence, type TimeLeftOpen } from './occurrences.js';
import { asksOfChange } from './parts-of-series.js';
import type { Member, SeriesChangeRequested } from './series.events.js';
import type { WantedSeries } from './series.handler.js';
import type { KnownSeries } from './series.state.js';

/** One visit as it would be: what it takes, or every reason why it cannot be, with what is free on its day instead. */
export type Previewed = {
  readonly occurrence: Occurrence | TimeLeftOpen;
  readonly placed?: PlacedPart | undefined;
  readonly reasons: readonly (CommitmentRefusal | TimeLeftOpen)[];
  readonly alternatives: readonly { readonly start: string; readonly end: string; readonly local: string }[];
};
/** What would become of one visit of a series that is changed: `actual` is what it is now, which one that is booked is not yet. */
export type PreviewedChange = Pick<Previewed, 'placed' | 'alternatives'> & {
  readonly what: 'move' | 'book' | 'cancel' | 'none';
  readonly visit: Member;
  readonly actual?: Actual | undefined;
  readonly reasons: readonly CommitmentRefusal[];
};
type Visits = readonly (Occurrence | TimeLeftOpen)[];

/** Days looked at at a time. */
const stride = 16;
const alternatives = 3;
const nobody = '00000000-0000-0000-0000-000000000000';

/** The visits of a series on their days, as they stand or as they would. */
export class SeriesVisits {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly commitments: Commitments,
    private readonly desk: AppointmentDesk,
    private readonly finder: FreeTimesFinder,
  ) {}

  /** Where each of these visits is now. */
  async located(appointmentIds: Iterable<string>): Promise<ReadonlyMap<string, Located>> {
    const found = await inStrides([...appointmentIds], stride, async (id) => [id, await this.desk.find(id)] as const);
    return new Map(found.flatMap(([id, located]) => (located ? [[id, located]] : [])));
  }

  async actual({ visits }: KnownSeries): Promise<ReadonlyMap<string, Actual>> {
    const located = await this.located(visits.keys());
    return new Map(
      [...located].map(([id, { appointment, revision }]) => [id, { status: appointment.status, from: appointment.from, revision }]),
    );
  }

  /** What booking would say of each visit on the days as they are. */
  async preview(wanted: WantedSeries, visits: Visits, asked: Asked): Promise<readonly Previewed[]> {
    const { fits, refusals } = await this.judged(wanted, visits, asked);
    const parts = visits.filter((each) => !isLeftOpen(each));
    return inStrides(visits, stride, async (occurrence) => {
      const part = parts.indexOf(occurrence);
      const reasons = isLeftOpen(occurrence) ? [occurrence] : refusals.filter((refusal) => 'part' in refusal && refusal.part === part);
      const placed = fits.find((each) => each.part === part);
      return { occurrence, placed, reasons, alternatives: reasons.length === 0 ? [] : await this.freeOnItsDay(wanted, occurrence) };
    });
  }

  /** Every visit of the series as it would be after the change, in the order of their dates. */
  async previewChange(
    { facts, visits }: KnownSeries,
    change: SeriesChangeRequested['data'],
    actual: ReadonlyMap<string, Actual>,
    asked: Asked,
  ): Promise<readonly PreviewedChange[]> {
    const { move, book, cancel } = change;
    const { fits, refusals } = await this.commitments.preview(asksOfChange({ facts, visits }, change).parts, asked);
    const becomes = [
      ...move.map((visit) => ({ what: 'move', visit, wanted: visit.with ?? facts.with }) as const),
      ...book.map((visit) => ({ what: 'book', visit, wanted: visit.with ?? facts.with }) as const),
      ...cancel.flatMap(({ appointmentId }) => {
        const visit = visits.get(appointmentId);
        return visit ? [{ what: 'cancel', visit, wanted: [] } as const] : [];
      }),
    ];
    const changed = await inStrides([...becomes.entries()], stride, async ([part, { what, visit, wanted }]): Promise<PreviewedChange> => {
      const reasons = refusals.filter((refusal) => 'part' in refusal && refusal.part === part);
      const isFree = reasons.length === 0 || what === 'cancel';
      const alternatives = isFree ? [] : await this.freeOnItsDay({ ...facts, with: wanted }, visit);
      return {
        what,
        visit,
        actual: actual.get(visit.appointmentId),
        placed: fits.find((each) => each.part === part),
        reasons,
        alternatives,
      };
    });
    const isChanged = new Set(becomes.map(({ visit }) => visit.appointmentId));
    const others = [...visits.values()].filter(({ appointmentId }) => !isChanged.has(appointmentId));
    const stays = others.map((visit): PreviewedChange => ({
      what: 'none',
      visit,
      actual: actual.get(visit.appointmentId),
      reasons: [],
      alternatives: [],
    }));
    return [...changed, ...stays].toSorted((a, b) => (a.visit.date < b.visit.date ? -1 : 1));
  }

  /** What stands against those visits whose time is known. */
  async clashes(wanted: WantedSeries, visits: Visits, asked: Asked): Promise<readonly CommitmentRefusal[]> {
    const { refusals } = await this.judged(wanted, visits, asked);
    return aboutVisits(
      refusals,
      visits.flatMap((each) => (isLeftOpen(each) ? [] : [each.date])),
    );
  }

  private judged({ pattern: _, instead: __, ...visit }: WantedSeries, visits: Visits, asked: Asked) {
    const parts = visits.flatMap((each, n): readonly BookPart[] =>
      isLeftOpen(each) ? [] : [{ ...visit, kind: 'book', appointmentId: standIn(n), start: each.start }],
    );
    return this.commitments.preview(parts, asked);
  }

  private async freeOnItsDay(
    { siteId, visitTypeId, needs, patientId, with: wanted }: Omit<WantedSeries, 'pattern' | 'instead'>,
    occurrence: Occurrence | TimeLeftOpen,
  ) {
    const known = await this.catalogue.fresh();
    const found = bookable(known, { siteId, visitTypeId, needs, wanted });
    if (!('site' in found)) return [];
    const { zone } = found.site;
    const date = isLeftOpen(occurrence) ? occurrence.date : localDateOf(occurrence.start, zone);
    const offers = await this.finder.on(known, { ...found, patientId, with: wanted }, date, Number.MAX_SAFE_INTEGER);
    const wish = isLeftOpen(occurrence) ? wallTime(date, occurrence.local.slice(11, 16), zone) : occurrence.start;
    return nearest(wish, offers, alternatives).map(({ from, to }) => ({ start: from, end: to, local: onTheWall(from, zone) }));
  }
}

/** Nothing is booked under it. */
const standIn = (n: number): string => `${nobody.slice(0, -4)}${String(n).padStart(4, '0')}`;
