import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { Recorded } from '../../http/recorded.js';
import { SchedulingStreams } from '../../scheduling.streams.js';
import { AppointmentPath } from '../appointment.http.js';
import { cancellationReasons } from '../day-schedule.events.js';
import { dayScheduleProblems } from '../day-schedule.problems.js';
import type { CancellationRefusal } from './cancel-appointment.js';

const Cancellation = z.object({ reason: z.enum(cancellationReasons) }).meta({ id: 'Cancellation' });

@ApiTags('appointments')
@Controller('scheduling/appointments/:appointmentId/cancel')
export class CancelAppointmentController {
  constructor(@Inject(SchedulingStreams) private readonly streams: SchedulingStreams) {}

  @Post()
  @HttpCode(200)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Cancel an appointment: its resources are free again' })
  @ApiOkResponse({ standardSchema: Recorded })
  async cancel(
    @Param({ schema: AppointmentPath }) { appointmentId }: z.infer<typeof AppointmentPath>,
    @Body({ schema: Cancellation }) { reason }: z.infer<typeof Cancellation>,
    @Asking() asked: Asked,
  ) {
    const { state } = await this.streams.bookings.load(appointmentId);
    const outcome =
      state.status === 'unknown'
        ? await this.streams.days.refuse<CancellationRefusal>(asked, [{ code: 'appointment-unknown', appointmentId }])
        : await this.streams.days.handle(
            `${state.siteId}/${state.date}`,
            { type: 'CancelAppointment', data: { appointmentId, reason, now: asked.at } },
            asked,
          );
    return answer(outcome, dayScheduleProblems);
  }
}
