import { Body, Controller, Delete, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, ProblemException, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { Slug } from '../../http/ids.js';
import { LocalTime, readLocalTime } from '../../http/local-time.js';
import { Recorded } from '../../http/recorded.js';
import { affectedBodies, RecordedAffected } from '../../http/recorded-affected.js';
import { SchedulingStreams } from '../../scheduling.streams.js';
import { AffectedBookings } from '../affected-bookings.js';
import { leaveReasons } from '../resource.events.js';
import { resourceProblems, type LeaveTimesRefusal } from '../resource.problems.js';
import { leaveOf } from '../resource.state.js';

const Path = z.object({ resourceId: Slug, leaveId: Slug });
const LeaveFacts = z
  .object({
    from: LocalTime.describe('On the wall clock of the resource, or with an offset'),
    to: LocalTime,
    reason: z.enum(leaveReasons),
  })
  .meta({ id: 'LeaveFacts' });
const Leaves = z.object({
  leave: z.array(z.object({ leaveId: z.string(), from: z.string(), to: z.string(), reason: z.enum(leaveReasons) }).meta({ id: 'Leave' })),
});

@ApiTags('resources')
@Controller('scheduling/resources/:resourceId/leave')
export class LeaveController {
  constructor(
    @Inject(SchedulingStreams) private readonly streams: SchedulingStreams,
    @Inject(AffectedBookings) private readonly bookings: AffectedBookings,
  ) {}

  @Put(':leaveId')
  @Roles('coordinator')
  @ApiOperation({ summary: 'Grant leave: no hours at any site in this time, and a list of the bookings in it' })
  @ApiOkResponse({ standardSchema: RecordedAffected })
  async grant(
    @Param({ schema: Path }) { resourceId, leaveId }: z.infer<typeof Path>,
    @Body({ schema: LeaveFacts }) facts: z.infer<typeof LeaveFacts>,
    @Asking() asked: Asked,
  ) {
    const { state } = await this.streams.resources.load(resourceId);
    const times = timesOf(facts, (state.status === 'defined' && state.zone) || 'UTC');
    if (!('from' in times)) return answer(await this.streams.resources.refuse<LeaveTimesRefusal>(asked, times), resourceProblems);
    const data = { resourceId, leaveId, ...times, reason: facts.reason };
    const outcome = await this.streams.resources.handle(resourceId, { type: 'GrantLeave', data }, asked);
    const affected = outcome.accepted ? await this.bookings.ofResource(resourceId, asked.at) : [];
    return answer(outcome, resourceProblems, { affected: affectedBodies(affected) });
  }

  @Delete(':leaveId')
  @Roles('coordinator')
  @ApiOperation({ summary: 'Withdraw leave: the hours of this time can be booked again' })
  @ApiOkResponse({ standardSchema: Recorded })
  async withdraw(@Param({ schema: Path }) { resourceId, leaveId }: z.infer<typeof Path>, @Asking() asked: Asked) {
    const command = { type: 'WithdrawLeave', data: { resourceId, leaveId } } as const;
    return answer(await this.streams.resources.handle(resourceId, command, asked), resourceProblems);
  }

  @Get()
  @Roles('coordinator', 'clerk', 'operator')
  @ApiOperation({ summary: 'The leave of a resource that stands' })
  @ApiOkResponse({ standardSchema: Leaves })
  async all(@Param({ schema: Path.pick({ resourceId: true }) }) { resourceId }: Pick<z.infer<typeof Path>, 'resourceId'>) {
    const { state } = await this.streams.resources.load(resourceId);
    if (state.status === 'unknown')
      throw new ProblemException(404, { code: 'resource-unknown', title: 'No such resource', detail: resourceId });
    return { leave: leaveOf(state).map(({ leaveId, from, to, reason }) => ({ leaveId, from, to, reason })) };
  }
}

const timesOf = (facts: z.infer<typeof LeaveFacts>, zone: string): { from: string; to: string } | readonly LeaveTimesRefusal[] => {
  const [from, to] = [readLocalTime(facts.from, zone, 'from'), readLocalTime(facts.to, zone, 'to')];
  if (typeof from === 'string' && typeof to === 'string') return from < to ? { from, to } : [{ code: 'times-out-of-order', from, to }];
  return [from, to].filter((time) => typeof time !== 'string');
};
