import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { AppointmentDesk } from '../appointment-desk.js';
import { AppointmentPath, StepTaken, stepTaken } from '../appointment.http.js';
import { undoableSteps } from '../day-schedule.events.js';
import { dayScheduleProblems } from '../day-schedule.problems.js';

const Undoing = z.object({ step: z.enum(undoableSteps).describe('The last step, as whoever undoes it sees it') }).meta({ id: 'Undoing' });

@ApiTags('appointments')
@Controller('scheduling/appointments/:appointmentId/undo')
export class UndoStepController {
  constructor(@Inject(AppointmentDesk) private readonly desk: AppointmentDesk) {}

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
    const outcome = await this.desk.act(appointmentId, asked, (of) => ({ type: 'UndoStep', data: { ...of, step } }));
    return answer(outcome, dayScheduleProblems, ({ events }) => {
      const undone = events.find((event) => event.type === 'AppointmentStepUndone');
      return stepTaken(appointmentId, undone?.data.status ?? 'booked', events);
    });
  }
}
