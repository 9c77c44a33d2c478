import { Body, Controller, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { onTheWall } from '@liaison/kernel';
import { answer, Asking, CalledBy, problemOf, Roles, RUNTIME, type Asked, type Caller, type Runtime } from '@liaison/service-kit';
import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';
import { Recorded } from '../http/recorded.js';
import { isLeftOpen } from './occurrences.js';
import { SeriesBody, SeriesPath, wantedSeries } from './series-body.js';
import { SeriesHandler, type SeriesPlanRefusal } from './series.handler.js';
import { seriesProblems } from './series.problems.js';
import { SeriesVisits, type Previewed } from './series-visits.js';

export const SeriesVisit = z
  .object({
    appointmentId: z.uuid(),
    date: z.string().describe('That the rule gave it: RECURRENCE-ID of RFC 5545'),
    start: z.string().describe('UTC'),
    local: z.string().describe('The start on the wall clock of the site'),
  })
  .meta({ id: 'SeriesVisit' });
const SeriesBooked = Recorded.extend({ seriesId: z.uuid(), visits: z.array(SeriesVisit) }).meta({ id: 'SeriesBooked' });

const FreeInstead = z.object({ start: z.string(), end: z.string(), local: z.string() });
/** What previews say of each visit. */
export const judged = {
  fits: z.boolean(),
  uses: z.array(z.object({ phase: z.string(), resourceId: z.string(), from: z.string(), to: z.string() })).optional(),
  reasons: z.array(z.looseObject({ code: z.string(), detail: z.string() })).describe('Every one why it does not fit'),
  alternatives: z.array(FreeInstead).describe('The nearest free times of its day'),
};
const Occurrence = z
  .object({
    date: z.string(),
    start: z.string().optional().describe('Left out where the clocks leave the time open'),
    end: z.string().optional(),
    local: z.string().describe('The start on the wall clock of the site'),
    ...judged,
  })
  .meta({ id: 'PreviewedOccurrence' });
const SeriesPreview = z
  .object({ fits: z.boolean().describe('Booking it now would be accepted'), occurrences: z.array(Occurrence) })
  .meta({ id: 'SeriesPreview' });

@ApiTags('series')
@Controller('scheduling/series')
export class BookSeriesController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(SeriesHandler) private readonly series: SeriesHandler,
    @Inject(SeriesVisits) private readonly visits: SeriesVisits,
  ) {}

  @Post('$preview')
  @HttpCode(200)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Show every visit of a series as it would be, with every reason against it; nothing is written' })
  @ApiOkResponse({ standardSchema: SeriesPreview })
  async preview(
    @Body({ schema: SeriesBody }) body: z.infer<typeof SeriesBody>,
    @CalledBy() { subject }: Caller,
  ): Promise<z.infer<typeof SeriesPreview>> {
    const wanted = wantedSeries(body);
    const asked = previewing(subject, this.runtime);
    const planned = await this.series.planned(wanted, asked);
    if ('refusals' in planned) throw refused(planned.refusals);
    const previewed = await this.visits.preview(wanted, planned.occurrences, asked);
    const occurrences = previewed.map((each) => occurrenceBody(each, planned.zone));
    return { fits: occurrences.every(({ fits }) => fits), occurrences };
  }

  @Put(':seriesId')
  @HttpCode(201)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Book a series under an id of your own: all its visits, or none and every reason why' })
  @ApiCreatedResponse({ standardSchema: SeriesBooked })
  async put(
    @Param({ schema: SeriesPath }) { seriesId }: z.infer<typeof SeriesPath>,
    @Body({ schema: SeriesBody }) body: z.infer<typeof SeriesBody>,
    @Asking() asked: Asked,
  ) {
    return this.book(seriesId, body, asked);
  }

  @Post()
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Book a series; its id follows from who asks and the Idempotency-Key' })
  @ApiCreatedResponse({ standardSchema: SeriesBooked })
  async post(@Body({ schema: SeriesBody }) body: z.infer<typeof SeriesBody>, @Asking() asked: Asked) {
    return this.book(uuidv5('series', asked.commandId), body, asked);
  }

  private async book(seriesId: string, body: z.infer<typeof SeriesBody>, asked: Asked): Promise<z.infer<typeof SeriesBooked>> {
    const recorded = answer(await this.series.book(seriesId, wantedSeries(body), asked), seriesProblems);
    const { facts, revision } = await this.series.written(seriesId, asked);
    const { visits, zone } = facts;
    const bodies = visits.map(({ appointmentId, date, start }) => ({ appointmentId, date, start, local: onTheWall(start, zone) }));
    return { seriesId, visits: bodies, ...recorded, revision };
  }
}

const occurrenceBody = ({ occurrence, placed, reasons, alternatives }: Previewed, zone: string): z.infer<typeof Occurrence> => ({
  date: occurrence.date,
  ...(isLeftOpen(occurrence)
    ? { local: occurrence.local }
    : { start: occurrence.start, local: onTheWall(occurrence.start, zone), ...(placed && { end: placed.to }) }),
  fits: reasons.length === 0,
  ...(placed && { uses: placed.uses.map(({ phase, resourceId, from, to }) => ({ phase, resourceId, from, to })) }),
  reasons: reasonsOf(reasons),
  alternatives: [...alternatives],
});

/** A preview is no command: nothing is remembered of it. */
export const previewing = (subject: string, { clock }: Pick<Runtime, 'clock'>): Asked => ({
  commandId: uuidv5('preview', uuidv5.URL),
  by: subject,
  at: clock.now(),
});

/** As people are told them. */
export const reasonsOf = (reasons: Previewed['reasons']) =>
  reasons.map((refusal) => {
    const { title, detail } = problemOf(refusal, seriesProblems);
    return { ...refusal, detail: `${title}: ${detail}` };
  });

export const refused = (refusals: readonly SeriesPlanRefusal[]): Error => {
  answer({ accepted: false, refusals, repeated: false }, seriesProblems);
  return new Error('a refusal was answered with a problem');
};
