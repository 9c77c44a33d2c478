import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { onTheWall } from '@liaison/kernel';
import { fresh, NotOlderThan, Roles, RUNTIME, type Runtime } from '@liaison/service-kit';
import { z } from 'zod';
import { AppointmentStatus } from '../day-schedule/appointment.http.js';
import { CalendarDate, Uuid } from '../http/ids.js';
import { AppointmentsQuery } from './appointments.query.js';

const Path = z.object({ patientId: Uuid });
const Asking = z
  .object({
    from: CalendarDate.default('1900-01-01').describe("The first date, of each site's calendar. Default: all"),
    to: CalendarDate.default('8999-12-31').describe('The last date, included. Default: all'),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
    notOlderThan: NotOlderThan,
  })
  .refine(({ from, to }) => from <= to, { error: 'must not be before from', path: ['to'] });
const PatientAppointment = z
  .object({
    appointmentId: z.uuid(),
    status: AppointmentStatus,
    confirmed: z.boolean(),
    siteId: z.string(),
    departmentId: z.string(),
    visitTypeId: z.string(),
    date: z.string(),
    zone: z.string(),
    start: z.string(),
    end: z.string(),
    local: z.string().describe('The start on the wall clock of the site'),
    cancellationReason: z.string().nullable(),
    encounterId: z.uuid().nullable(),
  })
  .meta({ id: 'PatientAppointment' });
const PatientAppointments = z
  .object({ patientId: z.uuid(), appointments: z.array(PatientAppointment) })
  .meta({ id: 'PatientAppointments' });

@ApiTags('patients')
@Controller('scheduling/patients/:patientId/appointments')
export class PatientAppointmentsController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(AppointmentsQuery) private readonly appointments: AppointmentsQuery,
  ) {}

  @Get()
  @Roles('coordinator', 'clerk', 'biller')
  @ApiOperation({ summary: "A patient's appointments on all sites, in the order of their time" })
  @ApiOkResponse({ standardSchema: PatientAppointments })
  async of(
    @Param({ schema: Path }) { patientId }: z.infer<typeof Path>,
    @Query({ schema: Asking }) { from, to, limit, notOlderThan }: z.infer<typeof Asking>,
  ) {
    await fresh(this.runtime, 'appointments', notOlderThan);
    const rows = await this.appointments.ofPatient(patientId, from, to, limit);
    return {
      patientId,
      appointments: rows.map(({ patientId: _, ...visit }) => ({ ...visit, local: onTheWall(visit.start, visit.zone) })),
    };
  }
}
