import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { AppointmentDesk } from '../appointment-desk.js';
import { AppointmentPath, StepTaken, stepTaken } from '../appointment.http.js';
import { dayScheduleProblems } from '../day-schedule.problems.js';

@ApiTags('appointments')
@Controller('scheduling/appointments/:appointmentId/no-show')
export class RecordNoShowController {
  constructor(@Inject(AppointmentDesk) private readonly desk: AppointmentDesk) {}

  @Post()
  @HttpCode(200)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'The time of the visit has begun and nobody came: its resources are free again' })
  @ApiOkResponse({ standardSchema: StepTaken })
  async noShow(@Param({ schema: AppointmentPath }) { appointmentId }: z.infer<typeof AppointmentPath>, @Asking() asked: Asked) {
    const outcome = await this.desk.act(appointmentId, asked, (of) => ({ type: 'RecordNoShow', data: { ...of, graceMinutes: 0 } }));
    return answer(outcome, dayScheduleProblems, ({ events }) => stepTaken(appointmentId, 'noshow', events));
  }
}
