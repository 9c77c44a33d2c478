import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, Roles, type Asked } from '@liaison/service-kit';
import type { z } from 'zod';
import { AppointmentDesk } from '../appointment-desk.js';
import { AppointmentPath, StepTaken, stepTaken } from '../appointment.http.js';
import { dayScheduleProblems } from '../day-schedule.problems.js';

@ApiTags('appointments')
@Controller('scheduling/appointments/:appointmentId/book')
export class BookHeldController {
  constructor(@Inject(AppointmentDesk) private readonly desk: AppointmentDesk) {}

  @Post()
  @HttpCode(200)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Book what you hold' })
  @ApiOkResponse({ standardSchema: StepTaken })
  async book(@Param({ schema: AppointmentPath }) { appointmentId }: z.infer<typeof AppointmentPath>, @Asking() asked: Asked) {
    const outcome = await this.desk.act(appointmentId, asked, (of) => ({ type: 'BookHeld', data: of }));
    return answer(outcome, dayScheduleProblems, ({ events }) => stepTaken(appointmentId, 'booked', events));
  }
}
