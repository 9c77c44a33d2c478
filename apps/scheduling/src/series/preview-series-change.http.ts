import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { onTheWall } from '@liaison/kernel';
import { CalledBy, Roles, RUNTIME, type Caller, type Runtime } from '@liaison/service-kit';
import { z } from 'zod';
import { judged, previewing, reasonsOf, refused } from './book-series.http.js';
import { Changing } from './change-series.http.js';
import { SeriesPath } from './series-body.js';
import { SeriesHandler } from './series.handler.js';
import type { PreviewedChange } from './series-visits.js';

const time = { start: z.string(), local: z.string().describe('On the wall clock of the site') };
const ChangedVisit = z
  .object({
    what: z.enum(['move', 'book', 'cancel', 'none']).describe('What would be done with it'),
    appointmentId: z.uuid().optional().describe('Left out of one that would be booked'),
    date: z.string().describe('That the rule gives it: RECURRENCE-ID of RFC 5545'),
    ...time,
    end: z.string().optional(),
    now: z
      .object({ ...time, status: z.string() })
      .optional()
      .describe('As its day has it'),
    ...judged,
  })
  .meta({ id: 'PreviewedSeriesVisit' });
const ChangePreview = z
  .object({ fits: z.boolean().describe('The change would be accepted now'), visits: z.array(ChangedVisit) })
  .meta({ id: 'SeriesChangePreview' });

@ApiTags('series')
@Controller('scheduling/series/:seriesId/change')
export class PreviewSeriesChangeController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(SeriesHandler) private readonly series: SeriesHandler,
  ) {}

  @Post('$preview')
  @HttpCode(200)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Show every visit of a series as it would be after a change, with every reason against it; nothing is written' })
  @ApiOkResponse({ standardSchema: ChangePreview })
  async preview(
    @Param({ schema: SeriesPath }) { seriesId }: z.infer<typeof SeriesPath>,
    @Body({ schema: Changing }) body: z.infer<typeof Changing>,
    @CalledBy() { subject }: Caller,
  ): Promise<z.infer<typeof ChangePreview>> {
    const asked = previewing(subject, this.runtime);
    const previewed = await this.series.previewChange(seriesId, { ...body, cancel: false }, asked);
    if ('refusals' in previewed) throw refused(previewed.refusals);
    const visits = previewed.visits.map((each) => visitBody(each, previewed.zone));
    return { fits: visits.every(({ fits }) => fits), visits };
  }
}

const visitBody = ({ what, visit, actual, placed, reasons, alternatives }: PreviewedChange, zone: string): z.infer<typeof ChangedVisit> => {
  const start = what === 'move' || what === 'book' ? visit.start : (actual?.from ?? visit.start);
  return {
    ...{ what, date: visit.date, start, local: onTheWall(start, zone) },
    ...(what !== 'book' && { appointmentId: visit.appointmentId }),
    ...(placed && { end: placed.to, uses: placed.uses.map(({ phase, resourceId, from, to }) => ({ phase, resourceId, from, to })) }),
    ...(actual && { now: { start: actual.from, local: onTheWall(actual.from, zone), status: actual.status } }),
    ...{ fits: reasons.length === 0, reasons: reasonsOf(reasons), alternatives: [...alternatives] },
  };
};
