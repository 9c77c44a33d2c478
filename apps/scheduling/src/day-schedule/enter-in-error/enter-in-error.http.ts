import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { AppointmentDesk } from '../appointment-desk.js';
import { AppointmentPath, StepTaken, stepTaken } from '../appointment.http.js';
import { dayScheduleProblems } from '../day-schedule.problems.js';

@ApiTags('appointments')
@Controller('scheduling/appointments/:appointmentId/enter-in-error')
export class EnterInErrorController {
  constructor(@Inject(AppointmentDesk) private readonly desk: AppointmentDesk) {}

  @Post()
  @HttpCode(200)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'The appointment should never have been there' })
  @ApiOkResponse({ standardSchema: StepTaken })
  async enterInError(@Param({ schema: AppointmentPath }) { appointmentId }: z.infer<typeof AppointmentPath>, @Asking() asked: Asked) {
    const outcome = await this.desk.act(appointmentId, asked, (of) => ({ type: 'EnterInError', data: { ...of } }));
    return answer(outcome, dayScheduleProblems, ({ events }) => stepTaken(appointmentId, 'entered-in-error', events));
  }
}
