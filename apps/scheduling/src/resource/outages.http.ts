import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, ProblemException, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { Slug } from '../http/ids.js';
import { LocalTime, readLocalTime, type LocalTimeRefusal } from '../http/local-time.js';
import { Recorded } from '../http/recorded.js';
import { affectedBodies, RecordedAffected } from '../http/recorded-affected.js';
import { SchedulingStreams } from '../scheduling.streams.js';
import { AffectedBookings } from './affected-bookings.js';
import { outageReasons, resourceKinds } from './resource.events.js';
import { resourceProblems, type LeaveTimesRefusal } from './resource.problems.js';

const OfResource = z.object({ resourceId: Slug });
const Path = OfResource.extend({ outageId: Slug });
const OutageFacts = z
  .object({
    from: LocalTime.optional().describe('On the wall clock of the resource, or with an offset. Default: now'),
    to: LocalTime.optional().describe('When it will be back, where that is known'),
    reason: z.enum(outageReasons),
  })
  .meta({ id: 'OutageFacts' });
const Return = z.object({ returnedAt: LocalTime.optional().describe('Default: now') }).meta({ id: 'ReturnToService' });
const Outage = z
  .object({
    outageId: z.string(),
    kind: z.enum(resourceKinds),
    from: z.string(),
    to: z.string().optional(),
    reason: z.enum(outageReasons),
    returnedAt: z.string().optional(),
  })
  .meta({ id: 'Outage' });
const Outages = z.object({ outages: z.array(Outage) });

@ApiTags('resources')
@Controller('scheduling/resources/:resourceId/outages')
export class OutagesController {
  constructor(
    @Inject(SchedulingStreams) private readonly streams: SchedulingStreams,
    @Inject(AffectedBookings) private readonly bookings: AffectedBookings,
  ) {}

  @Put(':outageId')
  @Roles('coordinator')
  @ApiOperation({ summary: 'Take a room or a device out of service: no new bookings at any site, and a list of those in this time' })
  @ApiOkResponse({ standardSchema: RecordedAffected })
  async takeOut(
    @Param({ schema: Path }) { resourceId, outageId }: z.infer<typeof Path>,
    @Body({ schema: OutageFacts }) { from, to, reason }: z.infer<typeof OutageFacts>,
    @Asking() asked: Asked,
  ) {
    const known = await this.known(resourceId);
    // said again without a beginning it is still the same outage
    const begins = from ?? known.outages?.get(outageId)?.from ?? asked.at;
    const times = timesOf({ from: begins, to }, known.zone);
    if (!('from' in times)) return answer(await this.streams.resources.refuse<LeaveTimesRefusal>(asked, times), resourceProblems);
    const data = { resourceId, outageId, ...times, reason };
    const outcome = await this.streams.resources.handle(resourceId, { type: 'TakeOutOfService', data }, asked);
    const affected = outcome.accepted ? await this.bookings.ofResource(resourceId, asked.at) : [];
    return answer(outcome, resourceProblems, { affected: affectedBodies(affected) });
  }

  @Post(':outageId/return')
  @HttpCode(200)
  @Roles('coordinator')
  @ApiOperation({ summary: 'Return a room or a device to service' })
  @ApiOkResponse({ standardSchema: Recorded })
  async giveBack(
    @Param({ schema: Path }) { resourceId, outageId }: z.infer<typeof Path>,
    @Body({ schema: Return }) { returnedAt }: z.infer<typeof Return>,
    @Asking() asked: Asked,
  ) {
    const read = returnedAt === undefined ? asked.at : readLocalTime(returnedAt, (await this.known(resourceId)).zone, 'returnedAt');
    if (typeof read !== 'string') return answer(await this.streams.resources.refuse<LocalTimeRefusal>(asked, [read]), resourceProblems);
    const data = { resourceId, outageId, returnedAt: read, now: asked.at };
    return answer(await this.streams.resources.handle(resourceId, { type: 'ReturnToService', data }, asked), resourceProblems);
  }

  @Get()
  @Roles('coordinator', 'clerk', 'operator')
  @ApiOperation({ summary: 'When a room or a device is or was out of service' })
  @ApiOkResponse({ standardSchema: Outages })
  async all(@Param({ schema: OfResource }) { resourceId }: z.infer<typeof OfResource>) {
    const { state } = await this.streams.resources.load(resourceId);
    if (state.status === 'unknown')
      throw new ProblemException(404, { code: 'resource-unknown', title: 'No such resource', detail: resourceId });
    return { outages: [...state.outages.values()].map(({ resourceId: _, ...outage }) => outage) };
  }

  private async known(resourceId: string) {
    const { state } = await this.streams.resources.load(resourceId);
    return state.status === 'defined' ? { outages: state.outages, zone: state.zone ?? 'UTC' } : { outages: undefined, zone: 'UTC' };
  }
}

const timesOf = (
  facts: { readonly from: string; readonly to: string | undefined },
  zone: string,
): { from: string; to?: string } | readonly LeaveTimesRefusal[] => {
  const from = readLocalTime(facts.from, zone, 'from');
  const to = facts.to === undefined ? undefined : readLocalTime(facts.to, zone, 'to');
  if (typeof from !== 'string' || (to !== undefined && typeof to !== 'string'))
    return [from, to].filter((time) => time !== undefined).filter((time) => typeof time !== 'string');
  if (to === undefined) return { from };
  return from < to ? { from, to } : [{ code: 'times-out-of-order', from, to }];
};
