import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { AppointmentPath, StepTaken, stepTaken } from '../appointment.http.js';
import { bookingProblems, type BookingProblem } from '../booking.problems.js';
import { undoableSteps, type DayScheduleEvent } from '../day-schedule.events.js';
import { MoveAppointmentHandler } from '../move-appointment/move-appointment.handler.js';

const Undoing = z.object({ step: z.enum(undoableSteps).describe('The last step, as whoever undoes it sees it') }).meta({ id: 'Undoing' });

@ApiTags('appointments')
@Controller('scheduling/appointments/:appointmentId/undo')
export class UndoStepController {
  constructor(@Inject(MoveAppointmentHandler) private readonly mover: MoveAppointmentHandler) {}

  @Post()
  @HttpCode(200)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'The last step was wrong: the appointment is again what it was before' })
  @ApiOkResponse({ standardSchema: StepTaken })
  async undo(
    @Param({ schema: AppointmentPath }) { appointmentId }: z.infer<typeof AppointmentPath>,
    @Body({ schema: Undoing }) { step }: z.infer<typeof Undoing>,
    @Asking() asked: Asked,
  ) {
    const outcome = await this.mover.undo(appointmentId, step, asked);
    return answer<DayScheduleEvent, BookingProblem, ReturnType<typeof stepTaken>>(outcome, bookingProblems, ({ events }) => {
      const undone = events.find((event) => event.type === 'AppointmentStepUndone');
      return stepTaken(appointmentId, undone?.data.status ?? 'booked', events);
    });
  }
}
