import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { onTheWall } from '@liaison/kernel';
import { answer, Asking, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { OnBehalfOf } from '../day-schedule/appointment.http.js';
import { cancellationReasons } from '../day-schedule/cancellation-reasons.js';
import { CalendarDate, Slug, Uuid } from '../http/ids.js';
import { Recorded } from '../http/recorded.js';
import { SeriesVisit } from './book-series.http.js';
import type { WantedChange } from './change-series/change-plan.js';
import { InsteadBodies, Rule, SeriesPath, StartTime } from './series-body.js';
import { scopes, type Member as SeriesMember } from './series.events.js';
import { SeriesHandler } from './series.handler.js';
import { seriesProblems } from './series.problems.js';

const Reason = z.enum(cancellationReasons).describe('Of HL7 appointment-cancellation-reason');
const which = {
  scope: z.enum(scopes).describe('What has begun is never changed'),
  appointmentId: Uuid.optional().describe('The visit that is meant, or with which it begins'),
  keep: z.array(Uuid).max(400).default([]).describe('Visits to leave as they are'),
  alsoMoved: z.boolean().default(false).describe('Also visits that somebody has moved by themselves'),
};
const needsVisit = ({ scope, appointmentId }: { readonly scope: string; readonly appointmentId?: string | undefined }) =>
  (scope === 'all') === (appointmentId === undefined);
const visitRule = { error: 'must be there, except with all', path: ['appointmentId'] };

export const Changing = z
  .object({
    ...which,
    startTime: StartTime.optional(),
    with: z.array(Slug).max(20).optional().describe('Other resources to take where a phase can use them'),
    rule: Rule.optional().describe('Other dates: the visits go there in their order. Without an end it goes on for as many as there are'),
    startDate: CalendarDate.optional().describe('From which the rule counts; default: the date of the first visit that is changed'),
    instead: InsteadBodies,
    reason: Reason.optional().describe('Where the rule gives fewer dates: why the others are cancelled'),
    onBehalfOf: OnBehalfOf,
  })
  .refine(needsVisit, visitRule)
  .refine(({ scope, rule }) => scope !== 'this' || rule === undefined, {
    error: 'must not be there for one visit: use instead',
    path: ['rule'],
  })
  .refine(({ rule, startDate }) => rule !== undefined || startDate === undefined, {
    error: 'must not be there without a rule',
    path: ['startDate'],
  })
  .refine(({ startTime, with: wanted, rule, instead }) => startTime ?? wanted ?? rule ?? instead[0], {
    error: 'must be there, or with, rule or instead',
    path: ['startTime'],
  })
  .meta({ id: 'SeriesChange' });
const Cancelling = z
  .object({ ...which, reason: Reason, onBehalfOf: OnBehalfOf })
  .refine(needsVisit, visitRule)
  .meta({ id: 'SeriesCancellation' });
const Changed = Recorded.extend({
  seriesId: z.uuid(),
  moved: z.array(SeriesVisit),
  booked: z.array(SeriesVisit),
  cancelled: z.array(z.uuid()),
}).meta({ id: 'SeriesChanged' });

@ApiTags('series')
@Controller('scheduling/series/:seriesId')
export class ChangeSeriesController {
  constructor(@Inject(SeriesHandler) private readonly series: SeriesHandler) {}

  @Post('change')
  @HttpCode(200)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Change this visit of a series, this and those that follow, or all: all of them or none' })
  @ApiOkResponse({ standardSchema: Changed })
  async change(
    @Param({ schema: SeriesPath }) { seriesId }: z.infer<typeof SeriesPath>,
    @Body({ schema: Changing }) body: z.infer<typeof Changing>,
    @Asking() asked: Asked,
  ) {
    return this.answered(seriesId, { ...body, cancel: false }, asked);
  }

  @Post('cancel')
  @HttpCode(200)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Cancel this visit of a series, this and those that follow, or all: all of them or none' })
  @ApiOkResponse({ standardSchema: Changed })
  async cancel(
    @Param({ schema: SeriesPath }) { seriesId }: z.infer<typeof SeriesPath>,
    @Body({ schema: Cancelling }) body: z.infer<typeof Cancelling>,
    @Asking() asked: Asked,
  ) {
    return this.answered(seriesId, { ...body, instead: [], cancel: true }, asked);
  }

  private async answered(seriesId: string, wanted: WantedChange, asked: Asked): Promise<z.infer<typeof Changed>> {
    const recorded = answer(await this.series.change(seriesId, wanted, asked), seriesProblems);
    const { change, facts, revision } = await this.series.written(seriesId, asked);
    if (!change) throw new Error('a change that was accepted was written down');
    const body = ({ appointmentId, date, start }: SeriesMember) => ({
      ...{ appointmentId, date, start },
      local: onTheWall(start, facts.zone),
    });
    const cancelled = change.cancel.map(({ appointmentId }) => appointmentId);
    return { seriesId, moved: change.move.map(body), booked: change.book.map(body), cancelled, ...recorded, revision };
  }
}
