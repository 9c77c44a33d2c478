import type { Interval } from '@liaison/kernel';
import type { BookAppointment } from './book-appointment/book-appointment.js';
import type { AppointmentBooked, DayScheduleEvent, HoursClosed, Use } from './day-schedule.events.js';
import type { WantedPhase } from './day-schedule.policies.js';

/** A day in Greenwich, where the wall clock shows UTC: what specs write down shortly. */
export const date = '2026-12-01';

/** `at('09:00', '10:30')` */
export const at = (from: string, to: string): Interval => ({ from: `${date}T${from}:00Z`, to: `${date}T${to}:00Z` });

export const use = (resourceId: string, from: string, to: string, changes: Partial<Use> = {}): Use => ({
  phase: 'visit',
  resourceId,
  load: 1,
  ...at(from, to),
  ...changes,
});

export const phase = (anyOf: readonly string[], from: string, to: string, changes: Partial<WantedPhase> = {}): WantedPhase => ({
  name: 'visit',
  load: 1,
  anyOf,
  ...at(from, to),
  ...changes,
});

/** The roster gave the resource to this day, from 08:00 to 16:00 unless other hours are named. */
export const there = (resourceId: string, capacity = 1, hours = [at('08:00', '16:00')], serial = 1): DayScheduleEvent => ({
  type: 'HoursGranted',
  data: { resourceId, serial, capacity, hours },
});

export const closed = (closureId: string, from: string, to: string, what: Partial<HoursClosed['data']> = {}): DayScheduleEvent => ({
  type: 'HoursClosed',
  data: { closureId, ...at(from, to), ...what },
});

const visit = (appointmentId: string, patientId: string, parts: readonly Interval[], changes: Partial<AppointmentBooked['data']>) => {
  const [own = at('09:00', '10:00')] = parts;
  return {
    appointmentId,
    patientId,
    siteId: 'north',
    departmentId: 'surgery',
    visitTypeId: 'hip',
    date,
    zone: 'Europe/London',
    from: own.from,
    to: own.to,
    ...changes,
  };
};

/** The patient's own time is that of the first use, unless another is named. */
export const booked = (
  appointmentId: string,
  patientId: string,
  uses: readonly Use[],
  changes: Partial<AppointmentBooked['data']> = {},
): DayScheduleEvent => ({ type: 'AppointmentBooked', data: { ...visit(appointmentId, patientId, uses, changes), uses } });

export const book = (
  appointmentId: string,
  patientId: string,
  phases: readonly WantedPhase[],
  { gridMinutes = 5, now = '2026-11-30T12:00:00Z', ...changes }: Partial<BookAppointment['data']> = {},
): BookAppointment => ({
  type: 'BookAppointment',
  data: { ...visit(appointmentId, patientId, phases, changes), phases, gridMinutes, now },
});

export const cancelled = (appointmentId: string, patientId: string): DayScheduleEvent => ({
  type: 'AppointmentCancelled',
  data: { appointmentId, patientId, siteId: 'north', date, reason: 'patient' },
});
