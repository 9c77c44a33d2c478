import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { streamName, type RecordedEvent } from '@liaison/event-store';
import { ProblemException, Roles, RUNTIME, type Runtime } from '@liaison/service-kit';
import { z } from 'zod';
import { AppointmentPath } from '../day-schedule/appointment.http.js';
import { SchedulingStreams } from '../scheduling.streams.js';
import { historyOf } from './history.js';

const Place = z.object({ siteId: z.string(), date: z.string() });
const Entry = z
  .object({
    what: z.string().describe('The type of the event'),
    revision: z.int(),
    position: z.int(),
    by: z.string().describe('Who asked, or a workflow of the service'),
    onBehalfOf: z.string().optional(),
    recordedAt: z.string(),
    happenedAt: z.string().optional().describe('The true time of what was entered later'),
    reason: z.string().optional(),
    step: z.string().optional(),
    movedTo: Place.optional().describe('It is on another day from now on'),
    movedFrom: Place.optional().describe('It was on another day before'),
    start: z.string().optional(),
    end: z.string().optional(),
    expiresAt: z.string().optional(),
    resourceIds: z.array(z.string()).optional(),
    clashes: z.array(z.object({ appointmentId: z.string().optional(), resourceId: z.string().optional() })).optional(),
  })
  .meta({ id: 'AppointmentHistoryEntry' });
const History = z.object({ appointmentId: z.uuid(), history: z.array(Entry) }).meta({ id: 'AppointmentHistory' });

@ApiTags('appointments')
@Controller('scheduling/appointments/:appointmentId/history')
export class AppointmentHistoryController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(SchedulingStreams) private readonly streams: SchedulingStreams,
  ) {}

  @Get()
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Who did what with an appointment, when and why' })
  @ApiOkResponse({ standardSchema: History })
  async of(@Param({ schema: AppointmentPath }) { appointmentId }: z.infer<typeof AppointmentPath>) {
    const { state } = await this.streams.bookings.load(appointmentId);
    const places = state.status === 'unknown' ? [] : [...state.before, state];
    const days = new Set(places.map(({ siteId, date }) => `${siteId}/${date}`));
    const events = (await Promise.all([...days].map((day) => this.dayOf(day)))).flat();
    const history = historyOf(
      appointmentId,
      events.toSorted((a, b) => a.position - b.position),
    );
    if (history.length === 0)
      throw new ProblemException(404, { code: 'appointment-unknown', title: 'No such appointment', detail: appointmentId });
    return { appointmentId, history };
  }

  private async dayOf(id: string): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const batch of this.runtime.store.read(streamName('scheduling', 'daySchedule', id))) events.push(...batch);
    return events;
  }
}
