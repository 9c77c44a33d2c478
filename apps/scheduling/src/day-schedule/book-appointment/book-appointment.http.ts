import { Body, Controller, Get, HttpStatus, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { toUtc } from '@liaison/kernel';
import { answer, Asking, ProblemException, Roles, type Asked } from '@liaison/service-kit';
import type { FastifyReply } from 'fastify';
import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';
import { InstantWithOffset, Slug, Uuid } from '../../http/ids.js';
import { Recorded } from '../../http/recorded.js';
import { AppointmentDesk } from '../appointment-desk.js';
import { AppointmentBody, appointmentBody, AppointmentPath } from '../appointment.http.js';
import { dayScheduleProblems } from '../day-schedule.problems.js';
import { BookAppointmentHandler } from './book-appointment.handler.js';

export const BookingBody = z
  .object({
    siteId: Slug,
    visitTypeId: Slug,
    patientId: Uuid,
    start: InstantWithOffset.describe("The patient's own start, with its offset"),
    with: z.array(Slug).max(20).default([]).describe('Resources to take where a phase can use them'),
  })
  .meta({ id: 'Booking' });
const AppointmentRead = AppointmentBody.extend({ revision: Recorded.shape.revision }).meta({ id: 'AppointmentRead' });
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
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.book(appointmentId, booking, asked, reply);
  }

  @Post()
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Book a visit; its id follows from who asks and the Idempotency-Key' })
  @ApiCreatedResponse({ standardSchema: Booked })
  post(
    @Body({ schema: BookingBody }) booking: z.infer<typeof BookingBody>,
    @Asking() asked: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.book(uuidv5('appointment', asked.commandId), booking, asked, reply);
  }

  @Get(':appointmentId')
  @Roles('coordinator', 'clerk', 'biller', 'operator')
  @ApiOperation({ summary: 'One appointment, as its day schedule has it now, with its ETag' })
  @ApiOkResponse({ standardSchema: AppointmentRead })
  async one(@Param({ schema: AppointmentPath }) { appointmentId }: z.infer<typeof AppointmentPath>) {
    const found = await this.appointments.find(appointmentId);
    if (!found) throw new ProblemException(404, { code: 'appointment-unknown', title: 'No such appointment', detail: appointmentId });
    return { ...appointmentBody(found.appointment), revision: found.revision };
  }

  private async book(appointmentId: string, { start, ...booking }: z.infer<typeof BookingBody>, asked: Asked, reply: FastifyReply) {
    const outcome = await this.desk.book({ ...booking, appointmentId, start: toUtc(start) }, asked);
    const recorded = answer(outcome, dayScheduleProblems);
    const booked = outcome.accepted ? outcome.events.find((event) => event.type === 'AppointmentBooked') : undefined;
    void reply.status(booked ? HttpStatus.CREATED : HttpStatus.OK);
    const appointment = booked ? { ...booked.data, status: 'booked' as const } : (await this.appointments.find(appointmentId))?.appointment;
    if (!appointment) throw new Error('an accepted booking is on its day');
    return { ...appointmentBody(appointment), ...recorded };
  }
}
