import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, ProblemException, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../../catalogue/catalogue.js';
import { SitePath, Slug } from '../../http/ids.js';
import { Recorded } from '../../http/recorded.js';
import { SchedulingStreams } from '../../scheduling.streams.js';
import { AvailableTime } from '../resource.events.js';
import { resourceProblems, type SiteUnknown } from '../resource.problems.js';

const Path = SitePath.extend({ resourceId: Slug });
const Hours = z
  .object({
    availableTime: z
      .array(AvailableTime)
      .max(50)
      .describe('In the shape of FHIR R4 HealthcareService.availableTime; none: not at this site'),
  })
  .meta({ id: 'ResourceHours' });

@ApiTags('resources')
@Controller('scheduling/sites/:siteId/resources/:resourceId/hours')
export class ResourceHoursController {
  constructor(
    @Inject(SchedulingStreams) private readonly streams: SchedulingStreams,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
  ) {}

  @Put()
  @Roles('coordinator')
  @ApiOperation({ summary: 'Set the weekly hours of a resource at a site, from now on' })
  @ApiOkResponse({ standardSchema: Recorded })
  async set(
    @Param({ schema: Path }) { siteId, resourceId }: z.infer<typeof Path>,
    @Body({ schema: Hours }) { availableTime }: z.infer<typeof Hours>,
    @Asking() asked: Asked,
  ) {
    const { sites } = await this.catalogue.fresh();
    const site = sites.get(siteId);
    if (site?.status !== 'defined')
      return answer(await this.streams.resources.refuse<SiteUnknown>(asked, [{ code: 'site-unknown', siteId }]), resourceProblems);
    const mayReplace = asked.expected !== undefined;
    const command = { type: 'SetResourceHours', data: { resourceId, siteId, zone: site.zone, availableTime }, mayReplace } as const;
    return answer(await this.streams.resources.handle(resourceId, command, asked), resourceProblems);
  }

  @Get()
  @Roles('coordinator', 'clerk', 'biller', 'operator')
  @ApiOperation({ summary: 'The weekly hours, with the ETag of the resource' })
  @ApiOkResponse({ standardSchema: Hours.extend({ revision: z.int() }) })
  async one(@Param({ schema: Path }) { siteId, resourceId }: z.infer<typeof Path>) {
    const { state, revision } = await this.streams.resources.load(resourceId);
    const availableTime = state.status === 'defined' ? state.hours.get(siteId) : undefined;
    if (!availableTime)
      throw new ProblemException(404, { code: 'hours-unknown', title: 'No hours at this site', detail: `${siteId}/${resourceId}` });
    return { availableTime, revision };
  }
}
