import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { AppointmentDesk } from '../appointment-desk.js';
import { AppointmentPath, happenedAt, Happened, StepTaken, stepTaken } from '../appointment.http.js';
import { dayScheduleProblems } from '../day-schedule.problems.js';

@ApiTags('appointments')
@Controller('scheduling/appointments/:appointmentId/arrive')
export class RecordArrivalController {
  constructor(@Inject(AppointmentDesk) private readonly desk: AppointmentDesk) {}

  @Post()
  @HttpCode(200)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'The patient has arrived and waits' })
  @ApiOkResponse({ standardSchema: StepTaken })
  async arrive(
    @Param({ schema: AppointmentPath }) { appointmentId }: z.infer<typeof AppointmentPath>,
    @Body({ schema: Happened }) body: z.infer<typeof Happened>,
    @Asking() asked: Asked,
  ) {
    const outcome = await this.desk.act(appointmentId, asked, (of) => ({
      type: 'RecordArrival',
      data: { ...of, happenedAt: happenedAt(body) },
    }));
    return answer(outcome, dayScheduleProblems, ({ events }) => stepTaken(appointmentId, 'arrived', events));
  }
}
