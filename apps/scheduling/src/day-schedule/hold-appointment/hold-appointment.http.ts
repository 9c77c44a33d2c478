import { Body, Controller, HttpStatus, Inject, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, CalledBy, Roles, type Asked, type Caller } from '@liaison/service-kit';
import type { FastifyReply } from 'fastify';
import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';
import { Uuid } from '../../http/ids.js';
import { Recorded } from '../../http/recorded.js';
import { AppointmentDesk } from '../appointment-desk.js';
import { AppointmentBody, appointmentBody } from '../appointment.http.js';
import { BookAppointmentHandler } from '../book-appointment/book-appointment.handler.js';
import { BookingBody, wantedOf } from '../book-appointment/booking-body.js';
import type { DayScheduleEvent } from '../day-schedule.events.js';
import { bookingProblems, type BookingProblem } from '../booking.problems.js';
import { holdMinutes, longestHold } from '../holds.policies.js';

const Minutes = z.int().min(1).max(longestHold);
export const HoldMinutes = Minutes.default(holdMinutes).describe('How long, from now on');

const HoldBody = BookingBody.extend({
  appointmentId: Uuid.optional().describe('An id of your own; default: it follows from who asks and the Idempotency-Key'),
  minutes: Minutes.optional().describe(`How long, from now on. Default: what the kind of visit says, or ${holdMinutes}`),
}).meta({ id: 'Holding' });
const Held = AppointmentBody.extend(Recorded.shape)
  .extend({ expiresAt: z.string().describe('Then it is free again, unless it is renewed or booked') })
  .meta({ id: 'AppointmentHeld' });

@ApiTags('appointments')
@Controller('scheduling/appointments/$hold')
export class HoldAppointmentController {
  constructor(
    @Inject(BookAppointmentHandler) private readonly desk: BookAppointmentHandler,
    @Inject(AppointmentDesk) private readonly appointments: AppointmentDesk,
  ) {}

  @Post()
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Hold a visit for a while: a pending appointment, for nobody else to book' })
  @ApiCreatedResponse({ standardSchema: Held })
  @ApiOkResponse({ standardSchema: Held, description: 'You hold this very visit already' })
  async hold(
    @Body({ schema: HoldBody }) { minutes, appointmentId: given, ...body }: z.infer<typeof HoldBody>,
    @Asking() asked: Asked,
    @CalledBy() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const appointmentId = given ?? uuidv5('appointment', asked.commandId);
    const outcome = await this.desk.hold({ ...wantedOf(body, caller), appointmentId }, minutes, asked);
    const recorded = answer<DayScheduleEvent, BookingProblem>(outcome, bookingProblems);
    const held = outcome.accepted ? outcome.events.find((event) => event.type === 'AppointmentHeld') : undefined;
    const isNew = held ?? (outcome.accepted && 'days' in outcome);
    void reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
    if (held) return { ...appointmentBody({ ...held.data, status: 'pending' }), expiresAt: held.data.expiresAt, ...recorded };
    const found = await this.appointments.find(appointmentId);
    if (!found) throw new Error('an accepted hold is on its day');
    return { ...appointmentBody(found.appointment), expiresAt: found.hold?.expiresAt ?? asked.at, ...recorded };
  }
}
