import { addMinutes } from '@liaison/kernel';
import { projection, type Change } from '@liaison/projections';
import type { DayScheduleEvent } from '../day-schedule/day-schedule.events.js';
import { reminderLead } from '../day-schedule/note-reminder-due/note-reminder-due.js';
import { grace } from '../day-schedule/record-no-show/record-no-show.js';

export const timerKinds = ['hold-expiry', 'reminder', 'no-show'] as const;
export type TimerKind = (typeof timerKinds)[number];
/** What falls due by the mere passing of time, and when. */
export type TimerRow = { appointmentId: string; kind: TimerKind; siteId: string; date: string; visitTypeId: string; dueAt: string };

type Ahead = Readonly<Pick<TimerRow, 'appointmentId' | 'siteId' | 'date' | 'visitTypeId'>> & { readonly from: string };
const timer = ({ appointmentId, siteId, date, visitTypeId }: Omit<Ahead, 'from'>, kind: TimerKind, dueAt: string): Change<TimerRow> => ({
  put: { appointmentId, kind, siteId, date, visitTypeId, dueAt },
});

/** As long as is usual; what a kind of visit says instead is added when the timers are asked for, see {@link visitTypeTimers}. */
const noShowOf = (visit: Ahead): Change<TimerRow> => timer(visit, 'no-show', addMinutes(visit.from, grace));
const timersOf = (visit: Ahead): readonly Change<TimerRow>[] => [
  noShowOf(visit),
  timer(visit, 'reminder', addMinutes(visit.from, -reminderLead)),
];
const expiryOf = (hold: Omit<Ahead, 'from'> & { readonly expiresAt: string }): readonly Change<TimerRow>[] => [
  timer(hold, 'hold-expiry', hold.expiresAt),
];
const none = ({ appointmentId }: { readonly appointmentId: string }): readonly Change<TimerRow>[] => [{ remove: { appointmentId } }];

/** Durable timers as rows: they outlive every process, and a rebuild of the table finds them again. */
export const appointmentTimers = projection<DayScheduleEvent, TimerRow>({
  name: 'appointment-timers',
  version: 2,
  categories: ['daySchedule'],
  columns: {
    appointmentId: 'appointment_id',
    kind: 'kind',
    siteId: 'site_id',
    date: 'date',
    visitTypeId: 'visit_type_id',
    dueAt: 'due_at',
  },
  key: ['appointmentId', 'kind'],
  ddl: (table) => [
    `create table ${table} (
      appointment_id uuid not null,
      kind text not null check (kind in (${timerKinds.map((kind) => `'${kind}'`).join(', ')})),
      site_id text not null,
      "date" text not null,
      visit_type_id text not null,
      due_at text collate "C" not null,
      primary key (appointment_id, kind)
    )`,
    `create index on ${table} (due_at, appointment_id, kind)`,
    `create index on ${table} (site_id, visit_type_id, kind, due_at)`,
  ],
  changes: {
    AppointmentHeld: expiryOf,
    HoldRenewed: expiryOf,
    HoldReleased: none,
    HoldExpired: none,
    AppointmentBooked: (booked) => [...(booked.fromHold ? none(booked) : []), ...timersOf(booked)],
    AppointmentMoved: timersOf,
    AppointmentMovedIn: timersOf,
    ReminderFellDue: ({ appointmentId }) => [{ remove: { appointmentId, kind: 'reminder' } }],
    AppointmentArrived: none,
    AppointmentCheckedIn: none,
    AppointmentFulfilled: none,
    AppointmentMissed: none,
    AppointmentCancelled: none,
    AppointmentEnteredInError: none,
    /** Whoever takes a no-show back knows better than the clock. */
    AppointmentStepUndone: (undone) => (undone.status === 'booked' && undone.step !== 'no-show' ? [noShowOf(undone)] : []),
  },
});
