import type { Asked } from '@liaison/event-store';
import { bookable, type Bookable, type NotBookable } from '../catalogue/bookable.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { CatalogueState } from '../catalogue/catalogue.state.js';
import type { Commitments } from '../commitment/commitments.js';
import type { BookPart } from '../commitment/parts.js';
import type { FreeTimesFinder } from '../free-times/find-free-times.js';
import type { OfVisit } from '../intents/intents.js';
import { narrow } from '../visit-type/phases.js';
import { combinations, type Candidates, type Combination } from './combine.js';
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
/** Combinations that the days are asked about, for each that is wanted. */
const spare = 10;

const standIn = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Times at which visits that belong together can be booked together: what booking would accept, and nothing else. */
export class LinkedVisitsFinder {
  constructor(
    private readonly catalogue: Pick<Catalogue, 'fresh'>,
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
      const offers = await this.finder.between(known, wanted, { from, to, limit: mostTimes });
      candidates.push({ name: visit.name, offers, ofOneOnly: ofOneOnly(known, kind, visit.with) });
      zones.set(visit.name, kind.site.zone);
    }
    const offered: Combination[] = [];
    const search = combinations(candidates, gaps, budget);
    let step = search.next();
    for (let asks = 0; !step.done && offered.length < limit && asks < limit * spare; asks++) {
      const possible = await this.asBooked(visits, step.value, patientId ?? standIn(0), asked);
      if (possible) offered.push(possible);
      step = search.next(possible !== undefined);
    }
    const isAll = step.done === true && step.value && candidates.every(({ offers }) => offers.length < mostTimes);
    return { combinations: offered, zones, complete: isAll || offered.length === limit };
  }

  /** With those who would serve it: each of the visits alone might have been served by others. */
  private async asBooked(
    visits: WantedTimes['visits'],
    combination: Combination,
    patientId: string,
    asked: Pick<Asked, 'at' | 'commandId'>,
  ): Promise<Combination | undefined> {
    const parts = visits.map((visit, n) => partOf(visit, combination, patientId, n + 1));
    const { fits, refusals } = await this.commitments.preview(parts, asked);
    if (refusals.length > 0) return undefined;
    return new Map(fits.map(({ part, from, to, uses }) => [visits[part]?.name ?? '', { from, to, uses }]));
  }
}

const ofOneOnly = ({ resources }: CatalogueState, { visitType }: Bookable, wanted: readonly string[]): ReadonlySet<string> => {
  const servesOne = (resourceId = '') => {
    const resource = resources.get(resourceId);
    return resource?.status === 'defined' && resource.capacity === 1;
  };
  const phases = narrow(visitType.phases, wanted).filter(({ anyOf }) => anyOf.length === 1 && servesOne(anyOf[0]));
  return new Set(phases.map(({ name }) => name));
};

const partOf = (
  { siteId, visitTypeId, with: wanted, needs, name }: WantedTimes['visits'][number],
  combination: Combination,
  patientId: string,
  n: number,
): BookPart => ({
  ...{ kind: 'book', appointmentId: standIn(n), patientId, siteId, visitTypeId, with: wanted, needs },
  start: combination.get(name)?.from ?? '',
});
