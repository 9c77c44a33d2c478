import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { localDateOf } from '@liaison/kernel';
import { answer, Asking, ProblemException, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../../catalogue/catalogue.js';
import { SitePath, Slug } from '../../http/ids.js';
import { affectedBodies, RecordedAffected } from '../../http/recorded-affected.js';
import { SchedulingStreams } from '../../scheduling.streams.js';
import { AffectedBookings } from '../affected-bookings.js';
import { AvailableTime, RecurringHours } from '../resource.events.js';
import { resourceProblems, type SiteUnknown } from '../resource.problems.js';

const Path = SitePath.extend({ resourceId: Slug });
const Hours = z
  .object({
    availableTime: z
      .array(AvailableTime)
      .max(50)
      .default([])
      .describe(
        'In the shape of FHIR R4 HealthcareService.availableTime; 19:00 to 07:00 is of the day on which it begins; none: not at this site',
      ),
    recurring: z.array(RecurringHours).max(20).optional().describe('Hours on the dates of RFC 5545 recurrence rules, with exceptions'),
    onHolidays: z.boolean().optional().describe('Also there on public holidays of the site'),
  })
  .meta({ id: 'ResourceHours' });

@ApiTags('resources')
@Controller('scheduling/sites/:siteId/resources/:resourceId/hours')
export class ResourceHoursController {
  constructor(
    @Inject(SchedulingStreams) private readonly streams: SchedulingStreams,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(AffectedBookings) private readonly bookings: AffectedBookings,
  ) {}

  @Put()
  @Roles('coordinator')
  @ApiOperation({ summary: 'Set the hours of a resource at a site, from now on, and list the bookings that are outside them' })
  @ApiOkResponse({ standardSchema: RecordedAffected })
  async set(
    @Param({ schema: Path }) { siteId, resourceId }: z.infer<typeof Path>,
    @Body({ schema: Hours }) hours: z.infer<typeof Hours>,
    @Asking() asked: Asked,
  ) {
    const { sites } = await this.catalogue.fresh();
    const site = sites.get(siteId);
    if (site?.status !== 'defined')
      return answer(await this.streams.resources.refuse<SiteUnknown>(asked, [{ code: 'site-unknown', siteId }]), resourceProblems);
    const mayReplace = asked.expected !== undefined;
    const { availableTime, recurring = [], onHolidays = false } = hours;
    const rest = { ...(recurring.length > 0 && { recurring }), ...(onHolidays && { onHolidays }) };
    const data = { resourceId, siteId, zone: site.zone, availableTime, ...rest };
    const today = localDateOf(asked.at, site.zone);
    const outcome = await this.streams.resources.handle(resourceId, { type: 'SetResourceHours', data, today, mayReplace }, asked);
    const affected = outcome.accepted ? await this.bookings.ofResource(resourceId, asked.at) : [];
    return answer(outcome, resourceProblems, { affected: affectedBodies(affected) });
  }

  @Get()
  @Roles('coordinator', 'clerk', 'biller', 'operator')
  @ApiOperation({ summary: 'The hours at a site, with the ETag of the resource' })
  @ApiOkResponse({ standardSchema: Hours.extend({ revision: z.int() }) })
  async one(@Param({ schema: Path }) { siteId, resourceId }: z.infer<typeof Path>) {
    const { state, revision } = await this.streams.resources.load(resourceId);
    const hours = state.status === 'defined' ? state.hours.get(siteId) : undefined;
    if (!hours)
      throw new ProblemException(404, { code: 'hours-unknown', title: 'No hours at this site', detail: `${siteId}/${resourceId}` });
    return { ...hours, revision };
  }
}
