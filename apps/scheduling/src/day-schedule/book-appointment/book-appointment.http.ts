import { Body, Controller, Get, HttpStatus, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, CalledBy, ProblemException, Roles, type Asked, type Caller } from '@liaison/service-kit';
import type { FastifyReply } from 'fastify';
import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';
import { Recorded } from '../../http/recorded.js';
import { AppointmentDesk } from '../appointment-desk.js';
import { AppointmentBody, appointmentBody, AppointmentPath } from '../appointment.http.js';
import type { DayScheduleEvent } from '../day-schedule.events.js';
import { bookingProblems, type BookingProblem } from '../booking.problems.js';
import { BookAppointmentHandler } from './book-appointment.handler.js';
import { BookingBody, wantedOf } from './booking-body.js';

const AppointmentRead = AppointmentBody.extend({
  expiresAt: z.string().optional().describe('Of a hold'),
  revision: Recorded.shape.revision,
}).meta({ id: 'AppointmentRead' });
type Request = { readonly asked: Asked; readonly caller: Caller; readonly reply: FastifyReply };
const Booked = AppointmentBody.extend(Recorded.shape).meta({ id: 'AppointmentRecorded' });

@ApiTags('appointments')
@Controller('scheduling/appointments')
export class BookAppointmentController {
  constructor(
    @Inject(BookAppointmentHandler) private readonly desk: BookAppointmentHandler,
    @Inject(AppointmentDesk) private readonly appointments: AppointmentDesk,
  ) {}

  @Put(':appointmentId')
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Book a visit under an id of your own: all its phases, or none and every reason why' })
  @ApiCreatedResponse({ standardSchema: Booked })
  @ApiOkResponse({ standardSchema: Booked, description: 'This very booking was made before' })
  put(
    @Param({ schema: AppointmentPath }) { appointmentId }: z.infer<typeof AppointmentPath>,
    @Body({ schema: BookingBody }) booking: z.infer<typeof BookingBody>,
    @Asking() asked: Asked,
    @CalledBy() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.book(appointmentId, booking, { asked, caller, reply });
  }

  @Post()
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Book a visit; its id follows from who asks and the Idempotency-Key' })
  @ApiCreatedResponse({ standardSchema: Booked })
  post(
    @Body({ schema: BookingBody }) booking: z.infer<typeof BookingBody>,
    @Asking() asked: Asked,
    @CalledBy() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.book(uuidv5('appointment', asked.commandId), booking, { asked, caller, reply });
  }

  @Post('$book')
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Book an offer that was found, or a visit; its id follows from who asks and the Idempotency-Key' })
  @ApiCreatedResponse({ standardSchema: Booked })
  @ApiOkResponse({ standardSchema: Booked, description: 'This very booking was made before' })
  bookOffer(
    @Body({ schema: BookingBody }) booking: z.infer<typeof BookingBody>,
    @Asking() asked: Asked,
    @CalledBy() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.book(uuidv5('appointment', asked.commandId), booking, { asked, caller, reply });
  }

  @Get(':appointmentId')
  @Roles('coordinator', 'clerk', 'biller', 'operator')
  @ApiOperation({ summary: 'One appointment, as its day schedule has it now, with its ETag' })
  @ApiOkResponse({ standardSchema: AppointmentRead })
  async one(@Param({ schema: AppointmentPath }) { appointmentId }: z.infer<typeof AppointmentPath>) {
    const found = await this.appointments.find(appointmentId);
    if (!found) throw new ProblemException(404, { code: 'appointment-unknown', title: 'No such appointment', detail: appointmentId });
    const { appointment, hold, revision } = found;
    return { ...appointmentBody(appointment), ...(hold && { expiresAt: hold.expiresAt }), revision };
  }

  private async book(appointmentId: string, booking: z.infer<typeof BookingBody>, { asked, caller, reply }: Request) {
    const outcome = await this.desk.book({ ...wantedOf(booking, caller), appointmentId }, asked);
    const recorded = answer<DayScheduleEvent, BookingProblem>(outcome, bookingProblems);
    const booked = outcome.accepted ? outcome.events.find((event) => event.type === 'AppointmentBooked') : undefined;
    const isNew = booked ?? (outcome.accepted && 'days' in outcome);
    void reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
    const appointment = booked ? { ...booked.data, status: 'booked' as const } : (await this.appointments.find(appointmentId))?.appointment;
    if (!appointment) throw new Error('an accepted booking is on its day');
    return { ...appointmentBody(appointment), ...recorded };
  }
}
