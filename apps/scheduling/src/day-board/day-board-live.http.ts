import { Controller, Headers, Inject, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { localDateOf } from '@liaison/kernel';
import { ProblemException, Roles, RUNTIME, type Runtime } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../catalogue/catalogue.js';
import { CalendarDate, SitePath, Slug } from '../http/ids.js';
import { LiveChanges } from '../live/live-changes.js';
import { topicsOf } from '../live/live-topics.js';
import { LiveRoute, liveView } from '../live/live-view.js';

const Path = SitePath.extend({ departmentId: Slug });
const Asking = z.object({ date: CalendarDate.optional().describe("Default: today on the site's calendar") });

@ApiTags('day board')
@Controller('scheduling/sites/:siteId/departments/:departmentId/day-board/live')
export class DayBoardLiveController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(LiveChanges) private readonly changes: LiveChanges,
  ) {}

  @LiveRoute('the board')
  @Roles('coordinator', 'clerk', 'biller', 'operator')
  async live(
    @Param({ schema: Path }) { siteId, departmentId }: z.infer<typeof Path>,
    @Query({ schema: Asking }) { date }: z.infer<typeof Asking>,
    @Headers('last-event-id') lastEventId?: string,
  ): Promise<StreamableFile> {
    const site = (await this.catalogue.fresh()).sites.get(siteId);
    if (site?.status !== 'defined') throw new ProblemException(404, { code: 'site-unknown', title: 'No such site', detail: siteId });
    if (!site.departments.has(departmentId))
      throw new ProblemException(404, { code: 'department-unknown', title: 'No such department', detail: `${siteId}/${departmentId}` });
    const day = date ?? localDateOf(this.runtime.clock.now(), site.zone);
    return liveView(this.runtime, this.changes, topicsOf.board(siteId, departmentId, day), lastEventId);
  }
}
