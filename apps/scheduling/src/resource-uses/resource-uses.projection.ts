import { projection, type Change, type Place } from '@liaison/projections';
import { appointmentStatuses, type AppointmentFacts, type AppointmentStatus } from '../day-schedule/appointment.state.js';
import type { DayScheduleEvent } from '../day-schedule/day-schedule.events.js';
import { usesByDate } from '../day-schedule/over-midnight.js';

/** A row for each share of a resource that a visit takes, as planned and as it was. It does not say whose visit it is. */
export type ResourceUseRow = {
  resourceId: string;
  siteId: string;
  departmentId: string;
  date: string;
  appointmentId: string;
  visitTypeId: string;
  status: AppointmentStatus;
  phase: string;
  load: number;
  /** The seats of a group session share what it uses. */
  session: string | null;
  from: string;
  to: string;
  /** Of the whole share: one that passes midnight has a row for each date, which says what lies on it. */
  wholeFrom: string;
  wholeTo: string;
  /** The patient's own time: as planned, and as it was once the encounter has begun. */
  start: string;
  end: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** Position of the event that changed it last: it only grows, also when a visit goes to another day. */
  sequence: number;
  changedAt: string;
};

type Changes = readonly Change<ResourceUseRow>[];
type OfAppointment = { readonly appointmentId: string };

const changed = ({ position: sequence, time }: Place) => ({ sequence, changedAt: `${time.slice(0, 19)}Z` });
const set = ({ appointmentId }: OfAppointment, change: Partial<ResourceUseRow>, at: Place): Changes => [
  { set: { ...change, ...changed(at) }, where: { appointmentId } },
];
const becomes = (status: AppointmentStatus) => (visit: OfAppointment, at: Place) => set(visit, { status }, at);
const gone = ({ appointmentId }: OfAppointment): Changes => [{ remove: { appointmentId } }];
const taken = (visit: AppointmentFacts, status: AppointmentStatus, at: Place): Changes => {
  const { siteId, departmentId, appointmentId, visitTypeId, from: start, to: end } = visit;
  const own = { siteId, departmentId, appointmentId, visitTypeId, status, start, end, startedAt: null, finishedAt: null };
  return usesByDate(visit).map(({ date, phase, resourceId, load, session = null, from, to, whole }) => ({
    put: { ...own, date, resourceId, phase, load, session, from, to, wholeFrom: whole.from, wholeTo: whole.to, ...changed(at) },
  }));
};

export const resourceUses = projection<DayScheduleEvent, ResourceUseRow>({
  name: 'resource-uses',
  version: 2,
  categories: ['daySchedule'],
  columns: {
    resourceId: 'resource_id',
    siteId: 'site_id',
    departmentId: 'department_id',
    date: 'date',
    appointmentId: 'appointment_id',
    visitTypeId: 'visit_type_id',
    status: 'status',
    phase: 'phase',
    load: 'load',
    session: 'session',
    from: 'from',
    to: 'to',
    wholeFrom: 'whole_from',
    wholeTo: 'whole_to',
    start: 'start',
    end: 'end',
    startedAt: 'started_at',
    finishedAt: 'finished_at',
    sequence: 'sequence',
    changedAt: 'changed_at',
  },
  key: ['appointmentId', 'phase', 'resourceId', 'date'],
  ddl: (table) => [
    `create table ${table} (
      resource_id text not null,
      site_id text not null,
      department_id text not null,
      "date" text collate "C" not null,
      appointment_id uuid not null,
      visit_type_id text not null,
      status text not null check (status in (${appointmentStatuses.map((status) => `'${status}'`).join(', ')})),
      phase text not null,
      load integer not null,
      session text,
      "from" text collate "C" not null,
      "to" text collate "C" not null,
      whole_from text collate "C" not null,
      whole_to text collate "C" not null,
      "start" text collate "C" not null,
      "end" text collate "C" not null,
      started_at text collate "C",
      finished_at text collate "C",
      sequence bigint not null,
      changed_at text not null,
      primary key (appointment_id, phase, resource_id, "date")
    )`,
    `create index on ${table} (resource_id, "date")`,
  ],
  changes: {
    AppointmentHeld: (held, at) => taken(held, 'pending', at),
    HoldReleased: gone,
    HoldExpired: gone,
    AppointmentBooked: (booked, at) => [...(booked.fromHold ? gone(booked) : []), ...taken(booked, 'booked', at)],
    AppointmentMoved: (moved, at) => [...gone(moved), ...taken(moved, 'booked', at)],
    AppointmentMovedIn: (moved, at) => [...gone(moved), ...taken(moved, 'booked', at)],
    AppointmentReassigned: (reassigned, at) => [...gone(reassigned), ...taken(reassigned, reassigned.status, at)],
    AppointmentArrived: becomes('arrived'),
    AppointmentCheckedIn: becomes('checked-in'),
    AppointmentFulfilled: (visit, at) => set(visit, { status: 'fulfilled', startedAt: visit.happenedAt }, at),
    EncounterFinished: (visit, at) => set(visit, { finishedAt: visit.happenedAt }, at),
    AppointmentMissed: becomes('noshow'),
    AppointmentCancelled: becomes('cancelled'),
    AppointmentEnteredInError: becomes('entered-in-error'),
    AppointmentStepUndone: ({ step, status, ...visit }, at) => set(visit, { status, ...undoing[step] }, at),
  },
});

const undoing = {
  confirm: {},
  arrive: {},
  'check-in': {},
  start: { startedAt: null },
  finish: { finishedAt: null },
  'no-show': {},
} as const;
