import { projection } from '@liaison/projections';
import type { DayScheduleEvent } from '../day-schedule/day-schedule.events.js';

/** A row for each share of a resource that an undecided commitment keeps free for a visit: it may come, or may not. */
export type ReservedUseRow = {
  commitmentId: string;
  siteId: string;
  departmentId: string;
  date: string;
  appointmentId: string;
  patientId: string;
  visitTypeId: string;
  /** The patient's own time. */
  start: string;
  end: string;
  phase: string;
  resourceId: string;
  load: number;
  session: string | null;
  from: string;
  to: string;
};

/** Few at any time, like the commitments that are open; by the visit's day, since one commitment reserves on several. */
export const reservedUses = projection<DayScheduleEvent, ReservedUseRow>({
  name: 'reserved-uses',
  version: 1,
  categories: ['daySchedule'],
  columns: {
    commitmentId: 'commitment_id',
    siteId: 'site_id',
    departmentId: 'department_id',
    date: 'date',
    appointmentId: 'appointment_id',
    patientId: 'patient_id',
    visitTypeId: 'visit_type_id',
    start: 'start',
    end: 'end',
    phase: 'phase',
    resourceId: 'resource_id',
    load: 'load',
    session: 'session',
    from: 'from',
    to: 'to',
  },
  key: ['commitmentId', 'appointmentId', 'phase', 'resourceId'],
  ddl: (table) => [
    `create table ${table} (
      commitment_id uuid not null,
      site_id text not null,
      department_id text not null,
      "date" text collate "C" not null,
      appointment_id uuid not null,
      patient_id uuid not null,
      visit_type_id text not null,
      "start" text collate "C" not null,
      "end" text collate "C" not null,
      phase text not null,
      resource_id text not null,
      load integer not null,
      session text,
      "from" text collate "C" not null,
      "to" text collate "C" not null,
      primary key (commitment_id, appointment_id, phase, resource_id)
    )`,
    `create index on ${table} (resource_id, "date")`,
    `create index on ${table} (site_id, department_id, "date")`,
  ],
  changes: {
    VisitsReserved: ({ commitmentId, coming }) =>
      coming.flatMap(({ siteId, departmentId, date, appointmentId, patientId, visitTypeId, from: start, to: end, uses }) =>
        uses.map(({ phase, resourceId, load, session = null, from, to }) => ({
          put: {
            ...{ commitmentId, siteId, departmentId, date, appointmentId, patientId, visitTypeId, start, end },
            ...{ phase, resourceId, load, session, from, to },
          },
        })),
      ),
    ReservationEnded: ({ commitmentId, siteId, date }) => [{ remove: { commitmentId, siteId, date } }],
  },
});
