import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { addDays, localDateOf, onTheWall, overlap, type Interval } from '@liaison/kernel';
import { fresh, NotOlderThan, ProblemException, Roles, RUNTIME, type Runtime } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../catalogue/catalogue.js';
import { AppointmentStatus, SlotStatus } from '../day-schedule/appointment.http.js';
import { CalendarDate, Slug } from '../http/ids.js';
import { takesItsTime } from '../day-schedule/appointment.state.js';
import { ReservedUsesQuery } from '../reserved-uses/reserved-uses.query.js';
import { actualUse, overruns, type PlannedUse } from '../resource-uses/actual-use.js';
import { ResourceUsesQuery } from '../resource-uses/resource-uses.query.js';
import { resourceKinds } from '../resource/resource.events.js';
import { calendarDay, datesShown, views } from './resource-calendar.js';

const Path = z.object({ resourceId: Slug });
const Asking = z.object({
  date: CalendarDate.optional().describe("Default: today on the resource's calendar"),
  view: z.enum(views).default('day').describe('The date alone, or its week from Monday to Sunday'),
  notOlderThan: NotOlderThan,
});
const span = {
  from: z.string(),
  to: z.string(),
  localFrom: z.string().describe('On the wall clock of the resource'),
  localTo: z.string(),
};
const CalendarUse = z
  .object({
    appointmentId: z.uuid(),
    siteId: z.string(),
    departmentId: z.string(),
    visitTypeId: z.string(),
    status: AppointmentStatus,
    phase: z.string(),
    load: z.int(),
    session: z.string().optional(),
    ...span,
    whole: z.object(span).optional().describe('All of it, where it passes midnight and this day has a part'),
    actual: z
      .object({ ...span, isOver: z.boolean() })
      .optional()
      .describe('When it took place; while it lasts, to its end as far as can be told'),
    clashesWith: z.array(z.uuid()).describe('Visits into whose time it runs over its plan'),
  })
  .meta({ id: 'CalendarUse' });
/** Of what an undecided commitment keeps for a visit. */
const TentativeUse = CalendarUse.pick({ appointmentId: true, siteId: true, departmentId: true, visitTypeId: true, phase: true, load: true })
  .extend({ session: CalendarUse.shape.session, slotStatus: SlotStatus, ...span, whole: CalendarUse.shape.whole })
  .meta({ id: 'TentativeUse' });
const CalendarDay = z
  .object({
    date: z.string(),
    ...span,
    hours: z.array(z.object({ siteId: z.string(), ...span })).describe('Planned, without leave and time out of service'),
    away: z.array(z.object({ kind: z.enum(['leave', 'out-of-service']), id: z.string(), reason: z.string(), ...span })),
    closures: z.array(z.object({ siteId: z.string(), closureId: z.string(), reason: z.string(), ...span })),
    blocks: z.array(z.object({ siteId: z.string(), blockId: z.string(), releasedAt: z.string(), ...span })),
    uses: z.array(CalendarUse).describe('Also those of the day before that run over into this one'),
    tentative: z.array(TentativeUse).describe('Kept for visits that several days are just deciding about: they come, or they do not'),
  })
  .meta({ id: 'CalendarDay' });
const ResourceCalendar = z
  .object({
    resourceId: z.string(),
    kind: z.enum(resourceKinds),
    name: z.string(),
    capacity: z.int(),
    zone: z.string(),
    days: z.array(CalendarDay),
  })
  .meta({ id: 'ResourceCalendar' });

@ApiTags('resources')
@Controller('scheduling/resources/:resourceId/calendar')
export class ResourceCalendarController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(ResourceUsesQuery) private readonly uses: ResourceUsesQuery,
    @Inject(ReservedUsesQuery) private readonly reserved: ReservedUsesQuery,
  ) {}

  @Get()
  @Roles('coordinator', 'clerk', 'operator')
  @ApiOperation({ summary: 'A day or a week of a resource: its hours, what takes them away or keeps them, and the visits that use it' })
  @ApiOkResponse({ standardSchema: ResourceCalendar })
  async of(
    @Param({ schema: Path }) { resourceId }: z.infer<typeof Path>,
    @Query({ schema: Asking }) { date, view, notOlderThan }: z.infer<typeof Asking>,
  ): Promise<z.infer<typeof ResourceCalendar>> {
    const known = await this.catalogue.fresh();
    const resource = known.resources.get(resourceId);
    if (resource?.status !== 'defined')
      throw new ProblemException(404, { code: 'resource-unknown', title: 'No such resource', detail: resourceId });
    await fresh(this.runtime, 'resource-uses', notOlderThan);
    await fresh(this.runtime, 'reserved-uses', notOlderThan);
    const now = this.runtime.clock.now();
    const { kind, name, capacity, zone = 'UTC' } = resource;
    const dates = datesShown(date ?? localDateOf(now, zone), view);
    const shown = { from: dates[0] ?? '', to: dates.at(-1) ?? '' };
    const around = { from: addDays(shown.from, -1), to: addDays(shown.to, 1) };
    const [uses, reserved] = await Promise.all([this.uses.of([resourceId], around), this.reserved.ofResource(resourceId, shown)]);
    const clashes = new Map(overruns(uses, () => capacity, now).map((found) => [found.appointmentId, found.clashesWith]));
    const local = <Part extends Interval>(part: Part) => ({
      ...part,
      ...{ localFrom: onTheWall(part.from, zone), localTo: onTheWall(part.to, zone) },
    });
    const days = dates.map((each) => {
      const { hours, away, closures, blocks, ...day } = calendarDay(known, resource, each);
      const ofDay = uses.filter((use) => use.date === each || runsInto(day, use, uses, now));
      return {
        ...local(day),
        ...{ hours: hours.map(local), away: away.map(local), closures: closures.map(local), blocks: blocks.map(local) },
        uses: ofDay.map((use) => {
          const actual = actualUse(use, now);
          const { appointmentId, siteId, departmentId, visitTypeId, status, phase, load, session, from, to, finishedAt } = use;
          return {
            ...{ appointmentId, siteId, departmentId, visitTypeId, status, phase, load, ...(session !== null && { session }) },
            ...local({ from, to }),
            ...wholeOf(use, local),
            ...(actual && { actual: { ...local(actual), isOver: finishedAt !== null } }),
            clashesWith: [...(clashes.get(appointmentId) ?? [])],
          };
        }),
        tentative: reserved
          .filter((use) => use.date === each)
          .map(({ appointmentId, siteId, departmentId, visitTypeId, phase, load, session, from, to, ...rest }) => ({
            ...{ appointmentId, siteId, departmentId, visitTypeId, phase, load, ...(session !== null && { session }) },
            ...{ slotStatus: 'busy-tentative' as const, ...local({ from, to }) },
            ...wholeOf({ from, to, ...rest }, local),
          })),
      };
    });
    return { resourceId, kind, name, capacity, zone, days };
  }
}

type Whole = Interval & { readonly wholeFrom: string; readonly wholeTo: string };
const wholeOf = <Local>({ from, to, wholeFrom, wholeTo }: Whole, local: (whole: Interval) => Local): { whole?: Local } =>
  wholeFrom < from || wholeTo > to ? { whole: local({ from: wholeFrom, to: wholeTo }) } : {};

/** Planned for the day before alone, and still going on here. */
const runsInto = (day: Interval, use: PlannedUse, uses: readonly PlannedUse[], now: string): boolean => {
  const actual = use.to <= day.from && takesItsTime(use) ? actualUse(use, now) : undefined;
  const isHere = ({ appointmentId, phase, from }: PlannedUse) =>
    appointmentId === use.appointmentId && phase === use.phase && from >= day.from;
  return actual !== undefined && overlap(actual, day) && !uses.some(isHere);
};
