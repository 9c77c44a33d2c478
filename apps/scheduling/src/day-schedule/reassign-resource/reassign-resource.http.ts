import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, CalledBy, Roles, type Asked, type Caller } from '@liaison/service-kit';
import { z } from 'zod';
import { DisplayName, Slug } from '../../http/ids.js';
import { AppointmentDesk } from '../appointment-desk.js';
import { AppointmentPath, StepTaken, stepTaken } from '../appointment.http.js';
import { OverbookingBody, overbookingBy } from '../book-appointment/booking-body.js';
import { bookingProblems, type BookingProblem } from '../booking.problems.js';
import type { DayScheduleEvent } from '../day-schedule.events.js';
import { MoveAppointmentHandler } from '../move-appointment/move-appointment.handler.js';

const Reassignment = z.object({ phase: DisplayName, resourceId: Slug, overbook: OverbookingBody }).meta({ id: 'Reassignment' });

@ApiTags('appointments')
@Controller('scheduling/appointments/:appointmentId/reassign')
export class ReassignResourceController {
  constructor(
    @Inject(MoveAppointmentHandler) private readonly mover: MoveAppointmentHandler,
    @Inject(AppointmentDesk) private readonly desk: AppointmentDesk,
  ) {}

  @Post()
  @HttpCode(200)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Let another resource serve a phase of an appointment' })
  @ApiOkResponse({ standardSchema: StepTaken })
  async reassign(
    @Param({ schema: AppointmentPath }) { appointmentId }: z.infer<typeof AppointmentPath>,
    @Body({ schema: Reassignment }) { phase, resourceId, overbook }: z.infer<typeof Reassignment>,
    @Asking() asked: Asked,
    @CalledBy() { roles }: Caller,
  ) {
    const outcome = await this.mover.reassign(appointmentId, { phase, resourceId, ...overbookingBy(roles, overbook) }, asked);
    const isSo = (await this.desk.find(appointmentId))?.appointment.status ?? 'booked';
    return answer<DayScheduleEvent, BookingProblem, ReturnType<typeof stepTaken>>(outcome, bookingProblems, ({ events }) => {
      const reassigned = events.find((event) => event.type === 'AppointmentReassigned');
      return stepTaken(appointmentId, reassigned?.data.status ?? isSo, events);
    });
  }
}
