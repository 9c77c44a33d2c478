import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { AppointmentDesk } from '../appointment-desk.js';
import { AppointmentPath, OnBehalfOf, StepTaken, stepTaken } from '../appointment.http.js';
import { dayScheduleProblems } from '../day-schedule.problems.js';

const Confirmation = z.object({ onBehalfOf: OnBehalfOf }).meta({ id: 'Confirmation' });

@ApiTags('appointments')
@Controller('scheduling/appointments/:appointmentId/confirm')
export class ConfirmAppointmentController {
  constructor(@Inject(AppointmentDesk) private readonly desk: AppointmentDesk) {}

  @Post()
  @HttpCode(200)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'The patient has accepted the appointment' })
  @ApiOkResponse({ standardSchema: StepTaken })
  async confirm(
    @Param({ schema: AppointmentPath }) { appointmentId }: z.infer<typeof AppointmentPath>,
    @Body({ schema: Confirmation }) { onBehalfOf }: z.infer<typeof Confirmation>,
    @Asking() asked: Asked,
  ) {
    const outcome = await this.desk.act(appointmentId, asked, (of) => ({ type: 'ConfirmAppointment', data: { ...of, onBehalfOf } }));
    return answer(outcome, dayScheduleProblems, ({ events }) => stepTaken(appointmentId, 'booked', events));
  }
}
