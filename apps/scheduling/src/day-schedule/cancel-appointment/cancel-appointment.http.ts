import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { AppointmentDesk } from '../appointment-desk.js';
import { AppointmentPath, OnBehalfOf, StepTaken, stepTaken } from '../appointment.http.js';
import { cancellationReasons } from '../cancellation-reasons.js';
import { dayScheduleProblems } from '../day-schedule.problems.js';

const Cancellation = z
  .object({ reason: z.enum(cancellationReasons).describe('Of HL7 appointment-cancellation-reason'), onBehalfOf: OnBehalfOf })
  .meta({ id: 'Cancellation' });

@ApiTags('appointments')
@Controller('scheduling/appointments/:appointmentId/cancel')
export class CancelAppointmentController {
  constructor(@Inject(AppointmentDesk) private readonly desk: AppointmentDesk) {}

  @Post()
  @HttpCode(200)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Cancel an appointment: its resources are free again' })
  @ApiOkResponse({ standardSchema: StepTaken })
  async cancel(
    @Param({ schema: AppointmentPath }) { appointmentId }: z.infer<typeof AppointmentPath>,
    @Body({ schema: Cancellation }) { reason, onBehalfOf }: z.infer<typeof Cancellation>,
    @Asking() asked: Asked,
  ) {
    const outcome = await this.desk.act(appointmentId, asked, (of) => ({ type: 'CancelAppointment', data: { ...of, reason, onBehalfOf } }));
    return answer(outcome, dayScheduleProblems, ({ events }) => stepTaken(appointmentId, 'cancelled', events));
  }
}
