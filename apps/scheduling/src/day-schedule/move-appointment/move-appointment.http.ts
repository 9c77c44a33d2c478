import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { toUtc } from '@liaison/kernel';
import { answer, Asking, CalledBy, Roles, type Asked, type Caller, type Problems } from '@liaison/service-kit';
import { z } from 'zod';
import type { CommitmentRefusal } from '../../commitment/commitments.js';
import { commitmentProblems } from '../../commitment/commitment.problems.js';
import { InstantWithOffset, Slug } from '../../http/ids.js';
import { AppointmentPath, onDay, StepTaken, stepTaken } from '../appointment.http.js';
import { OverbookingBody, overbookingBy } from '../book-appointment/booking-body.js';
import type { DayScheduleRefusal } from '../day-schedule.decider.js';
import type { DayOfSite, DayScheduleEvent } from '../day-schedule.events.js';
import { dayScheduleProblems } from '../day-schedule.problems.js';
import { MoveAppointmentHandler, type MovingRefusal } from './move-appointment.handler.js';

const Moving = z
  .object({
    start: InstantWithOffset.describe('Another time, of its day or of another one'),
    siteId: Slug.optional().describe('Another site that has this kind of visit. Default: where it is'),
    with: z.array(Slug).max(20).default([]).describe('Resources to take where a phase can use them'),
    overbook: OverbookingBody,
    breakGaps: z.boolean().default(false).describe('Also where it does not keep its distance from a visit that it is linked with'),
  })
  .meta({ id: 'Moving' });

type MoveRefusal = DayScheduleRefusal | MovingRefusal | CommitmentRefusal;
const problems: Problems<MoveRefusal> = { ...dayScheduleProblems, ...commitmentProblems };

@ApiTags('appointments')
@Controller('scheduling/appointments/:appointmentId/move')
export class MoveAppointmentController {
  constructor(@Inject(MoveAppointmentHandler) private readonly mover: MoveAppointmentHandler) {}

  @Post()
  @HttpCode(200)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Move an appointment to another time, day or site: all its phases are there then, or it stays where it is' })
  @ApiOkResponse({ standardSchema: StepTaken })
  async move(
    @Param({ schema: AppointmentPath }) { appointmentId }: z.infer<typeof AppointmentPath>,
    @Body({ schema: Moving }) { start, overbook, ...wanted }: z.infer<typeof Moving>,
    @Asking() asked: Asked,
    @CalledBy() { roles }: Caller,
  ) {
    const move = { ...wanted, start: toUtc(start), ...overbookingBy(roles, overbook) };
    const outcome = await this.mover.move(appointmentId, move, asked);
    const day = outcome.accepted ? dayAfter(outcome) : undefined;
    return answer<DayScheduleEvent, MoveRefusal, ReturnType<typeof stepTaken>>(outcome, problems, ({ events }) => {
      const body = stepTaken(appointmentId, 'booked', events);
      return day ? onDay(body, day) : body;
    });
  }
}

/** The day that has it now, where a commitment has moved it. */
const dayAfter = ({ days }: { readonly revision: number; readonly days?: readonly DayOfSite[] }): DayOfSite | undefined => days?.at(-1);
