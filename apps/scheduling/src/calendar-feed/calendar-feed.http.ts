import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { addDays, localDateOf } from '@liaison/kernel';
import { ProblemException, Public, RUNTIME, type Runtime } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../catalogue/catalogue.js';
import { Slug } from '../http/ids.js';
import { ResourceUsesQuery } from '../resource-uses/resource-uses.query.js';
import { SchedulingStreams } from '../scheduling.streams.js';
import { calendarEntries } from './calendar-entries.js';
import { standing } from './calendar-feed.state.js';
import { opens } from './feed-tokens.js';
import { icalendar } from './icalendar.js';

/** Dates before and after today that a feed shows. */
const [past, ahead] = [31, 183];

const Path = z.object({ resourceId: Slug, token: z.string().min(1).max(200) });

/** For calendar programs, which sign in nowhere: whoever has the address may read. */
@ApiTags('calendar feeds')
@Controller('scheduling/feeds/:resourceId/:token/calendar.ics')
export class CalendarFeedController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(SchedulingStreams) private readonly streams: SchedulingStreams,
    @Inject(ResourceUsesQuery) private readonly uses: ResourceUsesQuery,
  ) {}

  @Get()
  @Public()
  @Header('content-type', 'text/calendar; charset=utf-8')
  @Header('cache-control', 'private, no-cache')
  @Header('referrer-policy', 'no-referrer')
  @ApiOperation({ summary: 'The visits that use a resource as iCalendar (RFC 5545): kind of visit and department, nothing of the patient' })
  @ApiOkResponse({ content: { 'text/calendar': { schema: { type: 'string' } } } })
  async read(@Param({ schema: Path }) { resourceId, token }: z.infer<typeof Path>): Promise<string> {
    const { state } = await this.streams.calendarFeeds.load(resourceId);
    const known = await this.catalogue.fresh();
    const resource = known.resources.get(resourceId);
    if (resource?.status !== 'defined' || !standing(state).some(({ tokenDigest }) => opens(token, tokenDigest)))
      throw new ProblemException(404, { code: 'feed-unknown', title: 'No such calendar feed', detail: 'it may have been revoked' });
    const today = localDateOf(this.runtime.clock.now(), resource.zone ?? 'UTC');
    const [first, last] = [addDays(today, -past), addDays(today, ahead)];
    const around = await this.uses.of([resourceId], { from: addDays(first, -1), to: addDays(last, 1) });
    // of a visit over midnight all or nothing
    const shown = new Set(around.flatMap(({ appointmentId, date }) => (date >= first && date <= last ? [appointmentId] : [])));
    return icalendar(calendarEntries(around.filter(({ appointmentId }) => shown.has(appointmentId))), {
      resource: resource.name,
      visitType: ({ siteId, visitTypeId }) => {
        const visitType = known.visitTypes.get(`${siteId}/${visitTypeId}`);
        return visitType?.status === 'defined' ? visitType.name : visitTypeId;
      },
      department: ({ siteId, departmentId }) => {
        const site = known.sites.get(siteId);
        return (site?.status === 'defined' && site.departments.get(departmentId)?.name) || departmentId;
      },
    });
  }
}
