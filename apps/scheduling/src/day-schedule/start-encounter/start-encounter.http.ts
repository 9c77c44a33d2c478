import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, Roles, type Asked } from '@liaison/service-kit';
import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';
import { AppointmentDesk } from '../appointment-desk.js';
import { AppointmentPath, happenedAt, Happened, StepTaken, stepTaken } from '../appointment.http.js';
import { dayScheduleProblems } from '../day-schedule.problems.js';

@ApiTags('appointments')
@Controller('scheduling/appointments/:appointmentId/start')
export class StartEncounterController {
  constructor(@Inject(AppointmentDesk) private readonly desk: AppointmentDesk) {}

  @Post()
  @HttpCode(200)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'The visit begins: that fulfils the appointment and begins its encounter' })
  @ApiOkResponse({ standardSchema: StepTaken })
  async start(
    @Param({ schema: AppointmentPath }) { appointmentId }: z.infer<typeof AppointmentPath>,
    @Body({ schema: Happened }) body: z.infer<typeof Happened>,
    @Asking() asked: Asked,
  ) {
    const outcome = await this.desk.act(appointmentId, asked, (of) => ({
      type: 'StartEncounter',
      data: { ...of, encounterId: uuidv5('encounter', asked.commandId), happenedAt: happenedAt(body) },
    }));
    return answer(outcome, dayScheduleProblems, ({ events }) => stepTaken(appointmentId, 'fulfilled', events));
  }
}
