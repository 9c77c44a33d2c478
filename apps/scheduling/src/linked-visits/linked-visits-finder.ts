import type { Asked } from '@liaison/event-store';
import { bookable, type NotBookable } from '../catalogue/bookable.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { Commitments } from '../commitment/commitments.js';
import type { BookPart } from '../commitment/parts.js';
import type { FreeTimesFinder } from '../free-times/find-free-times.js';
import type { OfVisit } from '../intents/intents.js';
import { combined, type Candidates, type Combination } from './combine.js';
import type { Gap } from './linked-visits.events.js';
import type { WantedVisit } from './linked-visits.handler.js';

export type WantedTimes = {
  readonly patientId?: string | undefined;
  readonly visits: readonly Omit<WantedVisit, 'start' | 'preparation'>[];
  readonly gaps: readonly Gap[];
  /** Dates, both ends included. */
  readonly from: string;
  readonly to: string;
  readonly limit: number;
};
export type FoundTimes =
  | { readonly refusals: readonly OfVisit<NotBookable>[] }
  | { readonly combinations: readonly Combination[]; readonly zones: ReadonlyMap<string, string>; readonly complete: boolean };

/** Free times looked at of each visit, and pairs of them in one search. */
const [mostTimes, budget] = [1_500, 50_000];
/** Combinations that are asked for on their days, for each that is wanted. */
const spare = 3;

const standIn = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Times at which visits that belong together can be booked together: what booking would accept, and nothing else. */
export class LinkedVisitsFinder {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly finder: FreeTimesFinder,
    private readonly commitments: Commitments,
  ) {}

  async find({ patientId, visits, gaps, from, to, limit }: WantedTimes, asked: Pick<Asked, 'at' | 'commandId'>): Promise<FoundTimes> {
    const known = await this.catalogue.fresh();
    const found = visits.map((visit) => ({ visit, kind: bookable(known, { ...visit, wanted: visit.with }) }));
    const refusals = found.flatMap(({ visit, kind }) => ('site' in kind ? [] : kind.map((refusal) => ({ ...refusal, visit: visit.name }))));
    if (refusals.length > 0) return { refusals };
    const candidates: Candidates[] = [];
    const zones = new Map<string, string>();
    for (const { visit, kind } of found) {
      if (!('site' in kind)) continue;
      const wanted = { ...kind, with: visit.with, ...(patientId !== undefined && { patientId }) };
      candidates.push({ name: visit.name, offers: await this.finder.between(known, wanted, { from, to, limit: mostTimes }) });
      zones.set(visit.name, kind.site.zone);
    }
    const { combinations, complete } = combined(candidates, gaps, limit * spare, budget);
    const offered: Combination[] = [];
    for (const combination of combinations) {
      if (offered.length === limit) break;
      const parts = visits.map((visit, n) => partOf(visit, combination, patientId ?? standIn(0), n + 1));
      if ((await this.commitments.preview(parts, asked)).refusals.length === 0) offered.push(combination);
    }
    return { combinations: offered, zones, complete };
  }
}

const partOf = (
  { siteId, visitTypeId, with: wanted, needs, name }: WantedTimes['visits'][number],
  combination: Combination,
  patientId: string,
  n: number,
): BookPart => ({
  ...{ kind: 'book', appointmentId: standIn(n), patientId, siteId, visitTypeId, with: wanted, needs },
  start: combination.get(name)?.from ?? '',
});
