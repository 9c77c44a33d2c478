import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { toUtc } from '@liaison/kernel';
import { answer, Asking, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { InstantWithOffset, Slug } from '../../http/ids.js';
import { AppointmentPath, StepTaken, stepTaken } from '../appointment.http.js';
import { dayScheduleProblems } from '../day-schedule.problems.js';
import { MoveAppointmentHandler } from './move-appointment.handler.js';

const Moving = z
  .object({
    start: InstantWithOffset.describe('Another time of the same day of the site'),
    with: z.array(Slug).max(20).default([]).describe('Resources to take where a phase can use them'),
  })
  .meta({ id: 'Moving' });

@ApiTags('appointments')
@Controller('scheduling/appointments/:appointmentId/move')
export class MoveAppointmentController {
  constructor(@Inject(MoveAppointmentHandler) private readonly mover: MoveAppointmentHandler) {}

  @Post()
  @HttpCode(200)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Move an appointment to another time of its day, all its phases or none' })
  @ApiOkResponse({ standardSchema: StepTaken })
  async move(
    @Param({ schema: AppointmentPath }) { appointmentId }: z.infer<typeof AppointmentPath>,
    @Body({ schema: Moving }) { start, with: wanted }: z.infer<typeof Moving>,
    @Asking() asked: Asked,
  ) {
    const outcome = await this.mover.move(appointmentId, toUtc(start), wanted, asked);
    return answer(outcome, dayScheduleProblems, ({ events }) => stepTaken(appointmentId, 'booked', events));
  }
}
