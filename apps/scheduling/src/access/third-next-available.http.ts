import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { addDays, daysBetween, localDateOf, onTheWall } from '@liaison/kernel';
import { ProblemException, Roles, RUNTIME, type Runtime } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../catalogue/catalogue.js';
import { wantedOfSearch } from '../free-times/candidate-visits.js';
import { FreeTimesFinder, type Wanted } from '../free-times/find-free-times.js';
import { Search } from '../free-times/search.js';
import { SitePath } from '../http/ids.js';

/** How many days ahead are searched: as many as one search for free times may ask for. */
const farthest = 91;

const Asking = z
  .object(Search.shape)
  .pick({ visitTypeId: true, departmentId: true, serviceType: true, practitioner: true, location: true, needs: true })
  .refine(({ visitTypeId, departmentId, serviceType }) => visitTypeId ?? departmentId ?? serviceType, {
    error: 'must be there, or a department or a service type instead',
    path: ['visitTypeId'],
  });
const Available = z.object({ start: z.string(), end: z.string(), local: z.string().describe('The start on the wall clock of the site') });
const Access = z
  .object({
    visitTypeId: z.string(),
    days: z.int().nullable().describe('From today to the third, every day counted; 0 is today, null: not within the days searched'),
    available: z.array(Available).describe('The first, second and third: visits that could all be booked'),
  })
  .meta({ id: 'ThirdNextAvailable' });
const Answer = z.object({
  siteId: z.string(),
  today: z.string(),
  searchedTo: z.string().describe('The last date that was looked at'),
  visitTypes: z.array(Access),
});

@ApiTags('access')
@Controller('scheduling/sites/:siteId/third-next-available')
export class ThirdNextAvailableController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(FreeTimesFinder) private readonly finder: FreeTimesFinder,
  ) {}

  @Get()
  @Roles('coordinator', 'operator')
  @ApiOperation({ summary: 'Third next available appointment: in how many days the third visit of a kind can be had' })
  @ApiOkResponse({ standardSchema: Answer })
  async of(
    @Param({ schema: SitePath }) { siteId }: z.infer<typeof SitePath>,
    @Query({ schema: Asking }) asked: z.infer<typeof Asking>,
  ): Promise<z.infer<typeof Answer>> {
    const known = await this.catalogue.fresh();
    const site = known.sites.get(siteId);
    if (site?.status !== 'defined') throw new ProblemException(404, { code: 'site-unknown', title: 'No such site', detail: siteId });
    const today = localDateOf(this.runtime.clock.now(), site.zone);
    const searchedTo = addDays(today, farthest);
    const { visits } = wantedOfSearch(known, siteId, { ...asked, from: today, to: searchedTo, limit: 3 }, new Map());
    const visitTypes: z.infer<typeof Access>[] = [];
    for (const visit of visits) {
      const found = await this.finder.successive(known, visit, today, lastOf(visit, today, searchedTo), 3);
      const third = found[2];
      visitTypes.push({
        visitTypeId: visit.visitType.visitTypeId,
        days: third === undefined ? null : daysBetween(today, localDateOf(third.from, site.zone)),
        available: found.map(({ from: start, to: end }) => ({ start, end, local: onTheWall(start, site.zone) })),
      });
    }
    return { siteId, today, searchedTo, visitTypes };
  }
}

/** No further than the kind of visit can be booked. */
const lastOf = ({ visitType: { horizonDays } }: Wanted, today: string, searchedTo: string): string => {
  const last = addDays(today, horizonDays ?? farthest);
  return last < searchedTo ? last : searchedTo;
};
