import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { localDateOf, onTheWall } from '@liaison/kernel';
import { fresh, NotOlderThan, ProblemException, Roles, RUNTIME, type Runtime } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../catalogue/catalogue.js';
import { AppointmentStatus } from '../day-schedule/appointment.http.js';
import { CalendarDate, SitePath, Slug } from '../http/ids.js';
import { DayBoardQuery } from './day-board.query.js';

const Path = SitePath.extend({ departmentId: Slug });
const Asking = z.object({ date: CalendarDate.optional().describe("Default: today on the site's calendar"), notOlderThan: NotOlderThan });
const BoardVisit = z
  .object({
    appointmentId: z.uuid(),
    patientId: z.uuid(),
    visitTypeId: z.string(),
    status: AppointmentStatus,
    start: z.string(),
    end: z.string(),
    local: z.string().describe('The start on the wall clock of the site'),
    uses: z.array(z.object({ phase: z.string(), resourceId: z.string(), from: z.string(), to: z.string() })),
  })
  .meta({ id: 'BoardVisit' });
const DayBoard = z
  .object({ siteId: z.string(), departmentId: z.string(), date: z.string(), zone: z.string(), appointments: z.array(BoardVisit) })
  .meta({ id: 'DayBoard' });

@ApiTags('day board')
@Controller('scheduling/sites/:siteId/departments/:departmentId/day-board')
export class DayBoardController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(DayBoardQuery) private readonly board: DayBoardQuery,
  ) {}

  @Get()
  @Roles('coordinator', 'clerk', 'biller', 'operator')
  @ApiOperation({ summary: 'The day board of a department' })
  @ApiOkResponse({ standardSchema: DayBoard })
  async of(
    @Param({ schema: Path }) { siteId, departmentId }: z.infer<typeof Path>,
    @Query({ schema: Asking }) { date, notOlderThan }: z.infer<typeof Asking>,
  ) {
    const site = (await this.catalogue.fresh()).sites.get(siteId);
    if (site?.status !== 'defined') throw new ProblemException(404, { code: 'site-unknown', title: 'No such site', detail: siteId });
    if (!site.departments.has(departmentId))
      throw new ProblemException(404, { code: 'department-unknown', title: 'No such department', detail: `${siteId}/${departmentId}` });
    await fresh(this.runtime, 'day-board', notOlderThan);
    const day = date ?? localDateOf(this.runtime.clock.now(), site.zone);
    const visits = await this.board.of(siteId, departmentId, day);
    return {
      siteId,
      departmentId,
      date: day,
      zone: site.zone,
      appointments: visits.map((visit) => ({ ...visit, local: onTheWall(visit.start, site.zone) })),
    };
  }
}
