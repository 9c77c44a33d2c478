import { projection, type Change } from '@liaison/projections';
import { appointmentStatuses, type AppointmentFacts, type AppointmentStatus } from '../day-schedule/appointment.state.js';
import type { DayScheduleEvent } from '../day-schedule/day-schedule.events.js';

/** A row for each appointment: whose it is, where and when, and what has become of it. */
export type AppointmentRow = {
  appointmentId: string;
  patientId: string;
  siteId: string;
  departmentId: string;
  visitTypeId: string;
  date: string;
  zone: string;
  start: string;
  end: string;
  status: AppointmentStatus;
  confirmed: boolean;
  cancellationReason: string | null;
  encounterId: string | null;
};

type Changes = readonly Change<AppointmentRow>[];
type OfAppointment = { readonly appointmentId: string };
const set = ({ appointmentId }: OfAppointment, change: Partial<AppointmentRow>): Changes => [{ set: change, where: { appointmentId } }];
const becomes = (status: AppointmentStatus) => (visit: OfAppointment) => set(visit, { status });
const rowOf = (visit: AppointmentFacts, status: AppointmentStatus): Changes => {
  const { appointmentId, patientId, siteId, departmentId, visitTypeId, date, zone, from: start, to: end } = visit;
  const own = { appointmentId, patientId, siteId, departmentId, visitTypeId, date, zone, start, end };
  return [{ put: { ...own, status, confirmed: false, cancellationReason: null, encounterId: null } }];
};

export const appointments = projection<DayScheduleEvent, AppointmentRow>({
  name: 'appointments',
  version: 1,
  categories: ['daySchedule'],
  columns: {
    appointmentId: 'appointment_id',
    patientId: 'patient_id',
    siteId: 'site_id',
    departmentId: 'department_id',
    visitTypeId: 'visit_type_id',
    date: 'date',
    zone: 'zone',
    start: 'start',
    end: 'end',
    status: 'status',
    confirmed: 'confirmed',
    cancellationReason: 'cancellation_reason',
    encounterId: 'encounter_id',
  },
  key: ['appointmentId'],
  ddl: (table) => [
    `create table ${table} (
      appointment_id uuid primary key,
      patient_id uuid not null,
      site_id text not null,
      department_id text not null,
      visit_type_id text not null,
      "date" text not null,
      zone text not null,
      "start" text collate "C" not null,
      "end" text collate "C" not null,
      status text not null check (status in (${appointmentStatuses.map((status) => `'${status}'`).join(', ')})),
      confirmed boolean not null,
      cancellation_reason text,
      encounter_id uuid
    )`,
    `create index on ${table} (patient_id, "start")`,
    `create index on ${table} (site_id, "date", department_id)`,
  ],
  changes: {
    AppointmentHeld: (held) => rowOf(held, 'pending'),
    HoldReleased: becomes('cancelled'),
    HoldExpired: becomes('cancelled'),
    AppointmentBooked: (booked) => rowOf(booked, 'booked'),
    AppointmentMoved: ({ from: start, to: end, ...moved }) => set(moved, { start, end, confirmed: false }),
    AppointmentMovedIn: ({ from: start, to: end, siteId, departmentId, visitTypeId, date, zone, ...moved }) =>
      set(moved, { start, end, siteId, departmentId, visitTypeId, date, zone, confirmed: false }),
    AppointmentConfirmed: (visit) => set(visit, { confirmed: true }),
    AppointmentArrived: becomes('arrived'),
    AppointmentCheckedIn: becomes('checked-in'),
    AppointmentFulfilled: ({ encounterId, ...visit }) => set(visit, { status: 'fulfilled', encounterId }),
    AppointmentMissed: becomes('noshow'),
    AppointmentCancelled: ({ reason: cancellationReason, ...visit }) => set(visit, { status: 'cancelled', cancellationReason }),
    AppointmentEnteredInError: becomes('entered-in-error'),
    AppointmentStepUndone: ({ step, status, ...visit }) => set(visit, { status, ...undoing[step] }),
  },
});

const undoing = {
  confirm: { confirmed: false },
  arrive: {},
  'check-in': {},
  start: { encounterId: null },
  finish: {},
  'no-show': {},
} as const;
