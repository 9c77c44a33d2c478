import type { DayScheduleEvent, ReservationEnded, Use, VisitsReserved } from './day-schedule.events.js';
import { clock, of } from './appointment.examples.js';
import { at, date, phase, use } from './day-schedule.examples.js';
import type { ReserveVisits, WantedComing, WantedLeaving } from './reserve-visits/reserve-visits.js';

/** The commitment `all`, as the day of the other examples sees it: what specs of reservations write down shortly. */
export const commitmentId = 'all';
const onDay = { commitmentId, siteId: 'north', date };
export const otherDay = { siteId: 'north', date: '2026-12-02' };
/** Where Ann's appointment was before it is moved here. */
export const before = {
  ...{ ...otherDay, zone: 'Europe/London', from: '2026-12-02T09:00:00Z', to: '2026-12-02T10:00:00Z' },
  uses: [use('or-3', '09:00', '10:00')],
};

export const wanted = (
  appointmentId: string,
  patientId: string,
  [from, to]: readonly [string, string],
  changes: Partial<WantedComing> = {},
): WantedComing => ({
  ...{ ...of(appointmentId, patientId), zone: 'Europe/London', ...at(from, to), part: 0 },
  ...{ phases: [phase(['or-3'], from, to)], gridMinutes: 5, ...changes },
});
export const leavesTo = (appointmentId: string, to = otherDay, changes: Partial<WantedLeaving> = {}): WantedLeaving => ({
  ...{ part: 1, appointmentId, to, ...changes },
});
export const reserve = (
  coming: readonly WantedComing[],
  leaving: readonly WantedLeaving[] = [],
  time = '07:00',
  by = commitmentId,
): ReserveVisits => ({
  type: 'ReserveVisits',
  data: { ...onDay, commitmentId: by, coming, leaving, now: clock(time) },
});

type Coming = VisitsReserved['data']['coming'][number];
export const coming = (appointmentId: string, patientId: string, uses: readonly Use[], changes: Partial<Coming> = {}): Coming => ({
  ...{ ...of(appointmentId, patientId), zone: 'Europe/London', from: uses[0]?.from ?? '', to: uses[0]?.to ?? '', uses, ...changes },
});
export const reserved = (visits: readonly Coming[], leaving: VisitsReserved['data']['leaving'] = [], time = '07:00'): VisitsReserved => ({
  type: 'VisitsReserved',
  data: { ...onDay, coming: visits, leaving, at: clock(time) },
});
export const ended = (outcome: ReservationEnded['data']['outcome'], time = '07:01'): ReservationEnded => ({
  type: 'ReservationEnded',
  data: { ...onDay, outcome, at: clock(time) },
});
export const movedAway = (appointmentId = 'first', patientId = 'ann', time = '07:01'): DayScheduleEvent => ({
  type: 'AppointmentMovedAway',
  data: { ...of(appointmentId, patientId), to: otherDay, commitmentId, at: clock(time) },
});
export const movedIn = (appointmentId: string, patientId: string, uses: readonly Use[], time = '07:01'): DayScheduleEvent => ({
  type: 'AppointmentMovedIn',
  data: { ...coming(appointmentId, patientId, uses), previously: before, commitmentId, at: clock(time) },
});
