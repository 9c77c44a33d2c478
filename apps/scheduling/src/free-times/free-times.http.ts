import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { daysBetween, onTheWall } from '@liaison/kernel';
import { ProblemException, Roles } from '@liaison/service-kit';
import { z } from 'zod';
import { bookable } from '../catalogue/bookable.js';
import { Catalogue } from '../catalogue/catalogue.js';
import { CalendarDate, SitePath, Slug, Uuid } from '../http/ids.js';
import { NeedList } from '../visit-type/needs.js';
import { FreeTimesFinder } from './find-free-times.js';

/** Dates of one search, both ends included. */
const longest = 92;

const Search = z
  .object({
    visitTypeId: Slug,
    from: CalendarDate,
    to: CalendarDate,
    with: z
      .string()
      .regex(/^[a-z0-9-]+(,[a-z0-9-]+)*$/, 'must be resource ids with commas in between')
      .optional()
      .describe('Resources to take where a phase can use them, with commas in between'),
    needs: NeedList.optional().describe('What the patient needs beside the usual, with commas in between: hoist, interpreter:es'),
    patientId: Uuid.optional().describe('Leave out times at which this patient is elsewhere'),
    limit: z.coerce.number().int().min(1).max(1000).default(50),
  })
  .refine(({ from, to }) => from <= to, { error: 'must not be before from', path: ['to'] })
  .refine(({ from, to }) => from > to || daysBetween(from, to) < longest, {
    error: `must be less than ${longest} days after from`,
    path: ['to'],
  });
const FreeTime = z
  .object({
    start: z.string(),
    end: z.string(),
    local: z.string().describe('The start on the wall clock of the site'),
    uses: z.array(z.object({ phase: z.string(), resourceId: z.string(), from: z.string(), to: z.string() })),
  })
  .meta({ id: 'FreeTime' });
const FreeTimes = z.object({ freeTimes: z.array(FreeTime) });

const titles = {
  'site-unknown': 'No such site',
  'visit-type-unknown': 'No such visit type',
  'resource-unknown': 'No such resource',
  'resource-of-no-phase': 'No phase of this visit can use the resource',
  'need-unanswered': 'This kind of visit has no phase for the need',
  'pool-of-nobody': 'Nobody at the site has what a phase requires',
  'overbooking-not-allowed': 'Overbooking is not allowed to you here',
} as const;

@ApiTags('free times')
@Controller('scheduling/sites/:siteId/free-times')
export class FreeTimesController {
  constructor(
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(FreeTimesFinder) private readonly finder: FreeTimesFinder,
  ) {}

  @Get()
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Find the times at which a visit can be booked, with what it would take' })
  @ApiOkResponse({ standardSchema: FreeTimes })
  async find(@Param({ schema: SitePath }) { siteId }: z.infer<typeof SitePath>, @Query({ schema: Search }) search: z.infer<typeof Search>) {
    const known = await this.catalogue.fresh();
    const wanted = search.with?.split(',') ?? [];
    const found = bookable(known, { siteId, visitTypeId: search.visitTypeId, wanted, needs: search.needs?.split(',') });
    if (!('visitType' in found)) throw unknown(found);
    const offers = await this.finder.between(
      known,
      { ...found, patientId: search.patientId, with: wanted },
      search.from,
      search.to,
      search.limit,
    );
    return {
      freeTimes: offers.map(({ from, to, uses }) => ({
        start: from,
        end: to,
        local: onTheWall(from, found.site.zone),
        uses: uses.map(({ load: _, ...use }) => use),
      })),
    };
  }
}

const unknown = (reasons: readonly { readonly code: keyof typeof titles }[]): ProblemException => {
  const [first] = reasons;
  const code = first?.code ?? 'visit-type-unknown';
  return new ProblemException(code.endsWith('-unknown') ? 404 : 422, { code, title: titles[code], detail: JSON.stringify(reasons) });
};
