import { Controller, Headers, Inject, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { localDateOf } from '@liaison/kernel';
import { ProblemException, Roles, RUNTIME, type Runtime } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../catalogue/catalogue.js';
import { CalendarDate, Slug } from '../http/ids.js';
import { LiveChanges } from '../live/live-changes.js';
import { topicsOf } from '../live/live-topics.js';
import { LiveRoute, liveView } from '../live/live-view.js';
import { datesShown, views } from './resource-calendar.js';

const Path = z.object({ resourceId: Slug });
const Asking = z.object({
  date: CalendarDate.optional().describe("Default: today on the resource's calendar"),
  view: z.enum(views).default('day').describe('The date alone, or its week from Monday to Sunday'),
});

@ApiTags('resources')
@Controller('scheduling/resources/:resourceId/calendar/live')
export class ResourceCalendarLiveController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(LiveChanges) private readonly changes: LiveChanges,
  ) {}

  @LiveRoute('the calendar')
  @Roles('coordinator', 'clerk', 'operator')
  async live(
    @Param({ schema: Path }) { resourceId }: z.infer<typeof Path>,
    @Query({ schema: Asking }) { date, view }: z.infer<typeof Asking>,
    @Headers('last-event-id') lastEventId?: string,
  ): Promise<StreamableFile> {
    const resource = (await this.catalogue.fresh()).resources.get(resourceId);
    if (resource?.status !== 'defined')
      throw new ProblemException(404, { code: 'resource-unknown', title: 'No such resource', detail: resourceId });
    const dates = datesShown(date ?? localDateOf(this.runtime.clock.now(), resource.zone ?? 'UTC'), view);
    return liveView(this.runtime, this.changes, topicsOf.calendar(resourceId, dates), lastEventId);
  }
}
