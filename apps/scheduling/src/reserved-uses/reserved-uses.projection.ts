import { projection } from '@liaison/projections';
import type { DayScheduleEvent, VisitsReserved } from '../day-schedule/day-schedule.events.js';
import { onItsDate } from '../day-schedule/over-midnight.js';

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
  /** On this date; and all of it, where it passes midnight. */
  from: string;
  to: string;
  wholeFrom: string;
  wholeTo: string;
  /** Of a visit over midnight: the other date that has a part of it. */
  otherDate: string | null;
};

type Reserved = VisitsReserved['data'];
type Kept = Reserved['coming'][number] | NonNullable<Reserved['continuing']>[number];

/** Each of the two days of a visit over midnight says what it keeps of it. */
const kept = (commitmentId: string, visit: Kept, otherDate: string | null = null) => {
  const { siteId, departmentId, date, appointmentId, patientId, visitTypeId, from: start, to: end } = visit;
  const uses = visit.uses.map((use) => ({ ...use, wholeFrom: use.from, wholeTo: use.to }));
  return onItsDate(visit, uses).map(({ phase, resourceId, load, session = null, from, to, wholeFrom, wholeTo }) => ({
    put: {
      ...{ commitmentId, siteId, departmentId, date, appointmentId, patientId, visitTypeId, start, end },
      ...{ phase, resourceId, load, session, from, to, wholeFrom, wholeTo, otherDate },
    },
  }));
};

/** Few at any time, like the commitments that are open; by the visit's day, since one commitment reserves on several. */
export const reservedUses = projection<DayScheduleEvent, ReservedUseRow>({
  name: 'reserved-uses',
  version: 2,
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
    wholeFrom: 'whole_from',
    wholeTo: 'whole_to',
    otherDate: 'other_date',
  },
  key: ['commitmentId', 'appointmentId', 'phase', 'resourceId', 'date'],
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
      whole_from text collate "C" not null,
      whole_to text collate "C" not null,
      other_date text collate "C",
      primary key (commitment_id, appointment_id, phase, resource_id, "date")
    )`,
    `create index on ${table} (resource_id, "date")`,
    `create index on ${table} (site_id, department_id, "date")`,
  ],
  changes: {
    VisitsReserved: ({ commitmentId, coming, continuing = [] }) => [
      ...coming.flatMap((visit) => kept(commitmentId, visit, visit.beyond?.date)),
      ...continuing.flatMap((visit) => kept(commitmentId, visit, visit.home)),
    ],
    ReservationEnded: ({ commitmentId, siteId, date }) => [{ remove: { commitmentId, siteId, date } }],
  },
});
