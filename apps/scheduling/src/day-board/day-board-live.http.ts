import { Controller, Get, Header, Inject, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { localDateOf } from '@liaison/kernel';
import { eventStream, ProblemException, Roles, RUNTIME, type Runtime, type ServerSentEvent } from '@liaison/service-kit';
import { interval, map, merge, takeUntil } from 'rxjs';
import { z } from 'zod';
import { Catalogue } from '../catalogue/catalogue.js';
import { CalendarDate, SitePath, Slug } from '../http/ids.js';
import { BoardChanges } from './board-changes.js';

const Path = SitePath.extend({ departmentId: Slug });
const Asking = z.object({ date: CalendarDate.optional().describe("Default: today on the site's calendar") });

/** So that nothing between us and the board takes the silence for the end. */
const aliveEveryMs = 20_000;

@ApiTags('day board')
@Controller('scheduling/sites/:siteId/departments/:departmentId/day-board/live')
export class DayBoardLiveController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(BoardChanges) private readonly changes: BoardChanges,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Header('x-accel-buffering', 'no')
  @Roles('coordinator', 'clerk', 'biller', 'operator')
  @ApiOperation({
    summary: 'Server-sent events: `changed` whenever something of the board changes, with the position to ask the board for',
  })
  @ApiOkResponse({ description: 'Without end', content: { 'text/event-stream': {} } }) // OpenAPI 3.1 has no schema for one event of many
  async live(
    @Param({ schema: Path }) { siteId, departmentId }: z.infer<typeof Path>,
    @Query({ schema: Asking }) { date }: z.infer<typeof Asking>,
  ): Promise<StreamableFile> {
    const site = (await this.catalogue.fresh()).sites.get(siteId);
    if (site?.status !== 'defined') throw new ProblemException(404, { code: 'site-unknown', title: 'No such site', detail: siteId });
    if (!site.departments.has(departmentId))
      throw new ProblemException(404, { code: 'department-unknown', title: 'No such department', detail: `${siteId}/${departmentId}` });
    const day = date ?? localDateOf(this.runtime.clock.now(), site.zone);
    const changed = this.changes
      .of(siteId, departmentId, day)
      .pipe(map((change): ServerSentEvent => ({ type: 'changed', id: String(change.position), data: change })));
    const alive = interval(aliveEveryMs).pipe(map((): ServerSentEvent => ({ type: 'alive', data: '' })));
    return eventStream(merge(changed, alive).pipe(takeUntil(this.runtime.stopping)));
  }
}
