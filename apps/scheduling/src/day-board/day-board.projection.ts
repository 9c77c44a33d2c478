import { projection } from '@liaison/projections';
import { appointmentStatuses, type AppointmentFacts, type AppointmentStatus } from '../day-schedule/appointment.state.js';
import type { DayScheduleEvent } from '../day-schedule/day-schedule.events.js';
import { usesByDate } from '../day-schedule/over-midnight.js';

/** A row for each use: what the board of a department shows of a day. */
export type DayBoardRow = {
  siteId: string;
  departmentId: string;
  date: string;
  appointmentId: string;
  patientId: string;
  visitTypeId: string;
  status: AppointmentStatus;
  /** The patient's own time. */
  start: string;
  end: string;
  phase: string;
  resourceId: string;
  from: string;
  to: string;
  /** Of a visit over midnight: the other date that has a part of it. */
  otherDate: string | null;
};

const becomes = (status: AppointmentStatus) => (visit: { readonly appointmentId: string }) => [
  { set: { status }, where: { appointmentId: visit.appointmentId } },
];

const gone = ({ appointmentId }: { readonly appointmentId: string }) => [{ remove: { appointmentId } }];
const shown = (visit: AppointmentFacts, status: AppointmentStatus) => {
  const { siteId, departmentId, appointmentId, patientId, visitTypeId, from: start, to: end } = visit;
  const own = { siteId, departmentId, appointmentId, patientId, visitTypeId, status, start, end };
  const { date: home, beyond } = visit;
  return usesByDate(visit).map(({ date, phase, resourceId, from, to }) => ({
    put: { ...own, date, phase, resourceId, from, to, otherDate: beyond ? (date === home ? beyond.date : home) : null },
  }));
};

export const dayBoard = projection<DayScheduleEvent, DayBoardRow>({
  name: 'day-board',
  version: 3,
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
    otherDate: 'other_date',
  },
  key: ['appointmentId', 'phase', 'resourceId', 'date'],
  ddl: (table) => [
    `create table ${table} (
      site_id text not null,
      department_id text not null,
      "date" text not null,
      appointment_id uuid not null,
      patient_id uuid not null,
      visit_type_id text not null,
      status text not null check (status in (${appointmentStatuses.map((status) => `'${status}'`).join(', ')})),
      "start" text not null,
      "end" text not null,
      phase text not null,
      resource_id text not null,
      "from" text not null,
      "to" text not null,
      other_date text,
      primary key (appointment_id, phase, resource_id, "date")
    )`,
    `create index on ${table} (site_id, department_id, "date", "start")`,
  ],
  changes: {
    AppointmentHeld: (held) => shown(held, 'pending'),
    HoldReleased: gone,
    HoldExpired: gone,
    AppointmentBooked: (booked) => shown(booked, 'booked'),
    AppointmentMoved: (moved) => [...gone(moved), ...shown(moved, 'booked')],
    AppointmentMovedIn: (moved) => [...gone(moved), ...shown(moved, 'booked')],
    AppointmentReassigned: (reassigned) => [...gone(reassigned), ...shown(reassigned, reassigned.status)],
    AppointmentArrived: becomes('arrived'),
    AppointmentCheckedIn: becomes('checked-in'),
    AppointmentFulfilled: becomes('fulfilled'),
    AppointmentMissed: becomes('noshow'),
    AppointmentCancelled: becomes('cancelled'),
    AppointmentEnteredInError: becomes('entered-in-error'),
    AppointmentStepUndone: ({ appointmentId, status }) => [{ set: { status }, where: { appointmentId } }],
  },
});
