import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { onTheWall } from '@liaison/kernel';
import { ProblemException, Roles } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../catalogue/catalogue.js';
import { SitePath } from '../http/ids.js';
import { SeenByQuery } from '../seen-by/seen-by.query.js';
import { wantedOfSearch, type WantedOfSearch } from './candidate-visits.js';
import { FreeTimesFinder } from './find-free-times.js';
import { offerIdOf } from './offer-id.js';
import { sealed, unsealed } from './opaque.js';
import { pageOf, placeOf, type Found, type PlaceInOrder } from './pages.js';
import { Search } from './search.js';

const Reason = z
  .looseObject({ code: z.string(), points: z.int() })
  .describe('fills-gap, leaves-sliver, spares-scarce, same-practitioner, preferred, days-ahead, distance, with their numbers')
  .meta({ id: 'RankReason' });
const FreeTime = z
  .object({
    offerId: z.string().describe('Book or hold it by this: it is judged anew, and promises nothing'),
    visitTypeId: z.string(),
    start: z.string(),
    end: z.string(),
    local: z.string().describe('The start on the wall clock of the site'),
    uses: z.array(z.object({ phase: z.string(), resourceId: z.string(), from: z.string(), to: z.string() })),
    score: z.int().describe('The sum of the points of its reasons'),
    reasons: z.array(Reason),
  })
  .meta({ id: 'FreeTime' });
const FreeTimes = z.object({ freeTimes: z.array(FreeTime), next: z.string().optional().describe('The cursor of the next page') });
const Cursor = z.object({ search: z.string(), after: z.array(z.union([z.number(), z.string()])).max(5) });

/** Offers of which the best are looked for: a search that has more of them is to be narrowed, or asked for the soonest. */
const mostOffers = 20_000;

@ApiTags('free times')
@Controller('scheduling/sites/:siteId/free-times')
export class FreeTimesController {
  constructor(
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(FreeTimesFinder) private readonly finder: FreeTimesFinder,
    @Inject(SeenByQuery) private readonly seenBy: SeenByQuery,
  ) {}

  @Get()
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Find the times at which a visit can be booked, with what it would take and why it ranks' })
  @ApiOkResponse({ standardSchema: FreeTimes })
  async find(
    @Param({ schema: SitePath }) { siteId }: z.infer<typeof SitePath>,
    @Query({ schema: Search }) search: Search,
  ): Promise<z.infer<typeof FreeTimes>> {
    const { cursor, limit, ...asked } = search;
    const fingerprint = sealed({ siteId, ...asked }).slice(-10);
    const after = cursor === undefined ? undefined : placeAfter(cursor, fingerprint);
    const seen = await this.seenBy.of(search.patientId);
    const wanted = wantedOfSearch(await this.catalogue.fresh(), siteId, search, seen);
    const { page, more } = await this.page(wanted, search, after);
    const last = page.at(-1);
    const next = more && last ? { next: sealed({ search: fingerprint, after: placeOf(wanted.order, last) }) } : {};
    const needs = search.needs?.split(',') ?? [];
    return { freeTimes: page.map((offer) => freeTime(offer, siteId, wanted.zone, needs)), ...next };
  }

  private async page({ known, visits, order }: WantedOfSearch, { from, to, limit }: Search, after: PlaceInOrder | undefined) {
    // the soonest are found first; any other order has to have seen them all
    const most = order === 'soonest' ? limit + 1 + visits.length : mostOffers;
    const start = order === 'soonest' && typeof after?.[0] === 'string' ? after[0] : undefined;
    const found: Found[] = [];
    for (const visit of visits) {
      const offers = await this.finder.between(known, visit, { from, to, limit: most, after: start });
      if (offers.length === mostOffers) throw tooManyOffers(visit.visitType.visitTypeId);
      found.push(...offers.map((offer) => ({ ...offer, visitTypeId: visit.visitType.visitTypeId })));
    }
    return pageOf(found, { order, after, limit });
  }
}

const placeAfter = (cursor: string, fingerprint: string): PlaceInOrder => {
  const facts = unsealed(cursor, Cursor);
  if (facts?.search === fingerprint) return facts.after;
  const [code, detail] = facts
    ? ['cursor-of-another-search', 'it goes on with the search that gave it: ask with the same parameters']
    : ['cursor-invalid', 'it is none of ours, or a part of it got lost'];
  throw new ProblemException(400, {
    ...{ code, title: 'The cursor cannot be used', detail, errors: [{ code, detail, in: 'query', parameter: 'cursor' }] },
  });
};

const tooManyOffers = (visitTypeId: string): ProblemException => {
  const [code, detail] = ['too-many-offers', `${visitTypeId}: over ${mostOffers}; name fewer dates, or ask for the soonest`];
  return new ProblemException(422, {
    ...{ code, title: 'Too many offers to say which is best', detail, errors: [{ code, detail, in: 'query', parameter: 'to' }] },
  });
};

const freeTime = (
  { from, to, uses, visitTypeId, score, reasons }: Found,
  siteId: string,
  zone: string,
  needs: string[],
): z.infer<typeof FreeTime> => ({
  offerId: offerIdOf({ siteId, visitTypeId, start: from, needs, with: [...new Set(uses.map(({ resourceId }) => resourceId))] }),
  visitTypeId,
  start: from,
  end: to,
  local: onTheWall(from, zone),
  uses: uses.map(({ load: _, session: __, ...use }) => use),
  score,
  reasons: [...reasons],
});
