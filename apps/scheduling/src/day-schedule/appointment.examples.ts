import type { DayScheduleEvent, UndoableStep, Use } from './day-schedule.events.js';
import { at, booked, date, there, use } from './day-schedule.examples.js';

/** Ann's appointment `first`, from 09:00 to 10:00 in or-3, and what happens to it: what specs of its life write down shortly. */
export const clock = (time: string) => `${date}T${time}:00Z`;

export const planned: readonly DayScheduleEvent[] = [there('or-3'), booked('first', 'ann', [use('or-3', '09:00', '10:00')])];

export const encounterId = '00000000-0000-7000-8004-000000000001';
export const of = (appointmentId = 'first', patientId = 'ann') => ({
  ...{ appointmentId, patientId, siteId: 'north', departmentId: 'surgery', visitTypeId: 'hip', date },
});
const happened = (time: string) => ({ at: clock(time), happenedAt: clock(time), clashes: [] });

export const confirmed = (time: string): DayScheduleEvent => ({ type: 'AppointmentConfirmed', data: { ...of(), at: clock(time) } });
export const arrived = (time: string): DayScheduleEvent => ({ type: 'AppointmentArrived', data: { ...of(), ...happened(time) } });
export const checkedIn = (time: string): DayScheduleEvent => ({ type: 'AppointmentCheckedIn', data: { ...of(), ...happened(time) } });
export const fulfilled = (time: string): DayScheduleEvent => ({
  type: 'AppointmentFulfilled',
  data: { ...of(), encounterId, ...happened(time) },
});
export const finished = (from: string, to: string): DayScheduleEvent => ({
  type: 'EncounterFinished',
  data: { ...of(), encounterId, startedAt: clock(from), ...happened(to) },
});
export const missed = (time: string): DayScheduleEvent => ({ type: 'AppointmentMissed', data: { ...of(), at: clock(time) } });
export const inError = (time: string): DayScheduleEvent => ({ type: 'AppointmentEnteredInError', data: { ...of(), at: clock(time) } });
export const undone = (
  step: UndoableStep,
  status: Extract<DayScheduleEvent, { type: 'AppointmentStepUndone' }>['data']['status'],
  time: string,
): DayScheduleEvent => ({
  type: 'AppointmentStepUndone',
  data: { ...of(), ...at('09:00', '10:00'), step, status, at: clock(time) },
});

/** Before the day begins, when plans are made: holds are taken and given up then. */
export const held = (expiresAt: string, time = '07:00', appointmentId = 'first', patientId = 'ann'): DayScheduleEvent => ({
  type: 'AppointmentHeld',
  data: {
    ...{ ...of(appointmentId, patientId), zone: 'Europe/London', ...at('09:00', '10:00'), uses: [use('or-3', '09:00', '10:00')] },
    ...{ holder: 'desk', expiresAt: clock(expiresAt), at: clock(time) },
  },
});
export const renewed = (expiresAt: string, time: string): DayScheduleEvent => ({
  type: 'HoldRenewed',
  data: { ...of(), expiresAt: clock(expiresAt), at: clock(time) },
});
export const released = (time: string): DayScheduleEvent => ({ type: 'HoldReleased', data: { ...of(), at: clock(time) } });
export const expired = (expiresAt: string, time = expiresAt): DayScheduleEvent => ({
  type: 'HoldExpired',
  data: { ...of(), expiresAt: clock(expiresAt), at: clock(time) },
});

/** Another time, or other uses, of the planned visit. */
export const moved = (from: string, to: string, uses: readonly Use[], time = '07:00'): DayScheduleEvent => ({
  type: 'AppointmentMoved',
  data: {
    ...{ ...of(), zone: 'Europe/London', ...at(from, to), uses: [...uses], at: clock(time) },
    previously: { ...at('09:00', '10:00'), uses: [use('or-3', '09:00', '10:00')] },
  },
});
