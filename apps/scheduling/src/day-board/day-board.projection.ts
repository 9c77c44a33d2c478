import { projection } from '@liaison/projections';
import type { DayScheduleEvent } from '../day-schedule/day-schedule.events.js';

/** A row for each use: what the board of a department shows of a day. */
export type DayBoardRow = {
  siteId: string;
  departmentId: string;
  date: string;
  appointmentId: string;
  patientId: string;
  visitTypeId: string;
  status: 'booked' | 'cancelled';
  /** The patient's own time. */
  start: string;
  end: string;
  phase: string;
  resourceId: string;
  from: string;
  to: string;
};

export const dayBoard = projection<DayScheduleEvent, DayBoardRow>({
  name: 'day-board',
  version: 1,
  categories: ['daySchedule'],
  columns: {
    siteId: 'site_id',
    departmentId: 'department_id',
    date: 'date',
    appointmentId: 'appointment_id',
    patientId: 'patient_id',
    visitTypeId: 'visit_type_id',
    status: 'status',
    start: 'start',
    end: 'end',
    phase: 'phase',
    resourceId: 'resource_id',
    from: 'from',
    to: 'to',
  },
  key: ['appointmentId', 'phase', 'resourceId'],
  ddl: (table) => [
    `create table ${table} (
      site_id text not null,
      department_id text not null,
      "date" text not null,
      appointment_id uuid not null,
      patient_id uuid not null,
      visit_type_id text not null,
      status text not null check (status in ('booked', 'cancelled')),
      "start" text not null,
      "end" text not null,
      phase text not null,
      resource_id text not null,
      "from" text not null,
      "to" text not null,
      primary key (appointment_id, phase, resource_id)
    )`,
    `create index on ${table} (site_id, department_id, "date", "start")`,
  ],
  changes: {
    AppointmentBooked: ({ uses, from: start, to: end, zone: _, ...visit }) =>
      uses.map(({ load: __, ...use }) => ({ put: { ...visit, status: 'booked', start, end, ...use } })),
    AppointmentCancelled: ({ appointmentId }) => [{ set: { status: 'cancelled' }, where: { appointmentId } }],
  },
});
