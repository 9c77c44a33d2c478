import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { onTheWall } from '@liaison/kernel';
import { ProblemException, Roles } from '@liaison/service-kit';
import { z } from 'zod';
import type { Located } from '../day-schedule/appointment-desk.js';
import { AppointmentStatus } from '../day-schedule/appointment.http.js';
import { SchedulingStreams } from '../scheduling.streams.js';
import { SeriesVisit } from './book-series.http.js';
import { SeriesPath } from './series-body.js';
import { Pattern, scopes, type Member } from './series.events.js';
import { visitsOf, type KnownSeries } from './series.state.js';
import { SeriesVisits } from './series-visits.js';

const VisitNow = SeriesVisit.extend({
  siteId: z.string(),
  status: z.union([AppointmentStatus, z.literal('proposed')]).describe('As in FHIR R4 Appointment.status'),
  exception: z.enum(['moved', 'cancelled']).optional().describe('By itself: changes of the series leave it as it is'),
  planned: z.string().optional().describe('Where the series has it, when it was moved by itself'),
}).meta({ id: 'SeriesVisitNow' });
const SeriesRead = z
  .object({
    seriesId: z.uuid(),
    status: z.enum(['requested', 'booked']).describe('requested: its days are being asked, and all or none will stand'),
    patientId: z.uuid(),
    siteId: z.string(),
    visitTypeId: z.string(),
    zone: z.string(),
    with: z.array(z.string()),
    needs: z.array(z.string()),
    patterns: z.array(Pattern).describe('How its visits came to be: the last one holds now'),
    visits: z.array(VisitNow).describe('In the order in which the series has them, without those that it cancelled itself'),
    changes: z.array(
      z.object({
        scope: z.enum(scopes),
        outcome: z.enum(['open', 'done', 'abandoned']),
        at: z.string(),
        moved: z.array(z.uuid()),
        booked: z.array(z.uuid()),
        cancelled: z.array(z.uuid()),
      }),
    ),
    revision: z.int(),
  })
  .meta({ id: 'Series' });

@ApiTags('series')
@Controller('scheduling/series/:seriesId')
export class OneSeriesController {
  constructor(
    @Inject(SchedulingStreams) private readonly streams: SchedulingStreams,
    @Inject(SeriesVisits) private readonly visits: SeriesVisits,
  ) {}

  @Get()
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'A series with each of its visits as its day has it now, with the ETag of the series' })
  @ApiOkResponse({ standardSchema: SeriesRead })
  async one(@Param({ schema: SeriesPath }) { seriesId }: z.infer<typeof SeriesPath>): Promise<z.infer<typeof SeriesRead>> {
    const { state, revision } = await this.streams.series.load(seriesId);
    if (state.status === 'unknown' || state.status === 'abandoned')
      throw new ProblemException(404, { code: 'series-unknown', title: 'No such series', detail: seriesId });
    const located = await this.visits.located(state.visits.keys());
    const visits = visitsOf(state).map((member) => visitNow(member, state, located.get(member.appointmentId)));
    const { patientId, siteId, visitTypeId, zone, with: wanted, needs } = state.facts;
    return {
      ...{ seriesId, status: state.status, patientId, siteId, visitTypeId, zone, with: [...wanted], needs: [...needs] },
      ...{ patterns: [...state.patterns], visits, changes: changesOf(state), revision },
    };
  }
}

const visitNow = ({ appointmentId, date, start }: Member, { facts }: KnownSeries, found: Located | undefined): z.infer<typeof VisitNow> => {
  const { zone, siteId } = facts;
  if (!found) return { appointmentId, date, start, local: onTheWall(start, zone), siteId, status: 'proposed' };
  const { status, from, zone: there, siteId: at } = found.appointment;
  const exception = status === 'cancelled' ? 'cancelled' : from === start ? undefined : 'moved';
  return {
    ...{ appointmentId, date, start: from, local: onTheWall(from, there), siteId: at, status },
    ...(exception && { exception, ...(from !== start && { planned: start }) }),
  };
};

const ids = (visits: readonly { readonly appointmentId: string }[]) => visits.map(({ appointmentId }) => appointmentId);
const changesOf = ({ changes }: KnownSeries): z.infer<typeof SeriesRead>['changes'] =>
  [...changes.values()].map(({ facts: { scope, at, move, book, cancel }, outcome }) => ({
    ...{ scope, outcome, at, moved: ids(move), booked: ids(book), cancelled: ids(cancel) },
  }));
