import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { addDays, localDateOf, localDay, onTheWall } from '@liaison/kernel';
import { fresh, NotOlderThan, ProblemException, Roles, RUNTIME, type Runtime } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../catalogue/catalogue.js';
import type { CatalogueState } from '../catalogue/catalogue.state.js';
import { AppointmentStatus, SlotStatus } from '../day-schedule/appointment.http.js';
import { takesItsTime } from '../day-schedule/appointment.state.js';
import { CalendarDate, SitePath, Slug } from '../http/ids.js';
import { ReservedUsesQuery } from '../reserved-uses/reserved-uses.query.js';
import type { ReservedUseEntity } from '../reserved-uses/reserved-uses.row.js';
import { actualUse, overruns } from '../resource-uses/actual-use.js';
import { ResourceUsesQuery } from '../resource-uses/resource-uses.query.js';
import type { DefinedSite } from '../site/site.state.js';
import { DayBoardQuery, type BoardAppointment } from './day-board.query.js';

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
    uses: z.array(z.object({ phase: z.string(), resourceId: z.string(), from: z.string(), to: z.string() })).describe('On this date'),
    continuedFrom: z.string().optional().describe('The date before, which has a part of it, or from which it runs over into this one'),
    continuedInto: z.string().optional().describe('The date after, which has a part of it'),
    startedAt: z.string().optional().describe('When its encounter began and ended in truth'),
    finishedAt: z.string().optional(),
    overruns: z
      .array(z.object({ resourceId: z.string(), clashesWith: z.array(z.uuid()) }))
      .describe('Resources that it takes, or took, beyond its plan into the time of these visits'),
  })
  .meta({ id: 'BoardVisit' });
const TentativeVisit = BoardVisit.pick({ appointmentId: true, patientId: true, visitTypeId: true, start: true, end: true, local: true })
  .extend({ slotStatus: SlotStatus, uses: BoardVisit.shape.uses })
  .extend({ continuedFrom: z.string().optional().describe('The date before, which has a part of it') })
  .extend({ continuedInto: BoardVisit.shape.continuedInto })
  .meta({ id: 'TentativeVisit' });
const DayBoard = z
  .object({
    ...{ siteId: z.string(), departmentId: z.string(), date: z.string(), zone: z.string(), appointments: z.array(BoardVisit) },
    tentative: z.array(TentativeVisit).describe('Visits that several days are just deciding about: they come, or they do not'),
  })
  .meta({ id: 'DayBoard' });

@ApiTags('day board')
@Controller('scheduling/sites/:siteId/departments/:departmentId/day-board')
export class DayBoardController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(DayBoardQuery) private readonly board: DayBoardQuery,
    @Inject(ResourceUsesQuery) private readonly uses: ResourceUsesQuery,
    @Inject(ReservedUsesQuery) private readonly reserved: ReservedUsesQuery,
  ) {}

  @Get()
  @Roles('coordinator', 'clerk', 'biller', 'operator')
  @ApiOperation({ summary: 'The day board of a department' })
  @ApiOkResponse({ standardSchema: DayBoard })
  async of(
    @Param({ schema: Path }) { siteId, departmentId }: z.infer<typeof Path>,
    @Query({ schema: Asking }) { date, notOlderThan }: z.infer<typeof Asking>,
  ) {
    const known = await this.catalogue.fresh();
    const site = known.sites.get(siteId);
    if (site?.status !== 'defined') throw new ProblemException(404, { code: 'site-unknown', title: 'No such site', detail: siteId });
    if (!site.departments.has(departmentId))
      throw new ProblemException(404, { code: 'department-unknown', title: 'No such department', detail: `${siteId}/${departmentId}` });
    await fresh(this.runtime, 'day-board', notOlderThan);
    await fresh(this.runtime, 'resource-uses', notOlderThan);
    await fresh(this.runtime, 'reserved-uses', notOlderThan);
    const day = date ?? localDateOf(this.runtime.clock.now(), site.zone);
    const before = addDays(day, -1);
    const looked = await this.board.of(siteId, departmentId, [before, day]);
    const { actual, runOver } = await this.actual(known, site, day, looked);
    const visits = looked.filter((visit) => visit.date === day || runOver.has(visit.appointmentId));
    return {
      siteId,
      departmentId,
      date: day,
      zone: site.zone,
      appointments: visits.map(({ date: on, otherDate, ...visit }) => ({
        ...visit,
        ...(on < day && { continuedFrom: on, uses: [] }),
        ...(on === day && otherDate !== null && { [otherDate < day ? 'continuedFrom' : 'continuedInto']: otherDate }),
        local: onTheWall(visit.start, site.zone),
        ...(actual.get(visit.appointmentId) ?? { overruns: [] }),
      })),
      tentative: (await this.reserved.ofDepartment(siteId, departmentId, day)).flatMap((uses) => tentative(uses, site.zone)),
    };
  }

  /** What is known of the true time of the visits, and whose time they take beyond their plan: also visits of other departments. */
  private async actual({ resources }: CatalogueState, { siteId, zone }: DefinedSite, date: string, visits: readonly BoardAppointment[]) {
    const ids = new Set(visits.flatMap(({ uses }) => uses.map(({ resourceId }) => resourceId)));
    const uses = await this.uses.of([...ids], { from: addDays(date, -1), to: addDays(date, 1) }, siteId);
    const capacityOf = (resourceId: string) => {
      const resource = resources.get(resourceId);
      return resource?.status === 'defined' ? resource.capacity : 1;
    };
    const now = this.runtime.clock.now();
    const found = overruns(uses, capacityOf, now);
    const midnight = localDay(date, zone).from;
    const isHere = new Set(visits.flatMap((visit) => (visit.date === date ? [visit.appointmentId] : [])));
    const runOver = uses.filter(
      (use) => use.date < date && !isHere.has(use.appointmentId) && takesItsTime(use) && (actualUse(use, now)?.to ?? '') > midnight,
    );
    const actual = new Map(
      uses.map(({ appointmentId, startedAt, finishedAt }) => {
        const ofVisit = found.filter((overrun) => overrun.appointmentId === appointmentId);
        return [
          appointmentId,
          {
            ...(startedAt !== null && { startedAt }),
            ...(finishedAt !== null && { finishedAt }),
            overruns: ofVisit.map(({ resourceId, clashesWith }) => ({ resourceId, clashesWith: [...clashesWith] })),
          },
        ] as const;
      }),
    );
    return { actual, runOver: new Set(runOver.map(({ appointmentId }) => appointmentId)) };
  }
}

/** One visit, of its rows. */
const tentative = (rows: readonly ReservedUseEntity[], zone: string): readonly z.infer<typeof TentativeVisit>[] =>
  rows.slice(0, 1).map(({ date, otherDate, appointmentId, patientId, visitTypeId, start, end }) => ({
    ...{ appointmentId, patientId, visitTypeId, start, end, local: onTheWall(start, zone), slotStatus: 'busy-tentative' },
    ...(otherDate !== null && { [otherDate < date ? 'continuedFrom' : 'continuedInto']: otherDate }),
    uses: rows.map(({ phase, resourceId, from, to }) => ({ phase, resourceId, from, to })),
  }));
