import { given } from '@liaison/testing';
import { arrived, clock, confirmed, held, moved, planned } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import type { DayScheduleEvent } from '../day-schedule.events.js';
import { at, booked, phase, there, use } from '../day-schedule.examples.js';
import { appointmentOf } from '../day-schedule.state.js';
import type { MoveAppointment } from './move-appointment.js';

const move = (from: string, to: string, anyOf = ['or-3'], changes: Partial<MoveAppointment['data']> = {}): MoveAppointment => ({
  type: 'MoveAppointment',
  data: {
    ...{ appointmentId: 'first', now: clock('07:00'), gridMinutes: 5 },
    ...{ ...at(from, to), phases: [phase(anyOf, from, to)], ...changes },
  },
});

describe('Moving an appointment within its day', () => {
  it('takes its resources at the other time', () =>
    given(daySchedule, ...planned)
      .when(move('11:00', '12:00'))
      .then(moved('11:00', '12:00', [use('or-3', '11:00', '12:00')])));
  it('is not hindered by its own time', () =>
    given(daySchedule, ...planned)
      .when(move('09:30', '10:30'))
      .then(moved('09:30', '10:30', [use('or-3', '09:30', '10:30')])));
  it('keeps who serves it, and takes another where that one is taken', () => {
    given(daySchedule, there('or-1'), ...planned)
      .when(move('11:00', '12:00', ['or-1', 'or-3']))
      .then(moved('11:00', '12:00', [use('or-3', '11:00', '12:00')]));
    given(daySchedule, there('or-1'), ...planned, booked('second', 'bob', [use('or-3', '11:00', '12:00')]))
      .when(move('11:00', '12:00', ['or-1', 'or-3']))
      .then(moved('11:00', '12:00', [use('or-1', '11:00', '12:00')]));
  });
  it('is refused with every reason, and then it stays where it was', () =>
    given(daySchedule, ...planned, booked('second', 'bob', [use('or-3', '11:00', '12:00')]))
      .when(move('11:02', '12:02'))
      .thenRefused(
        { code: 'off-grid', gridMinutes: 5 },
        { code: 'capacity-exceeded', use: use('or-3', '11:02', '12:02'), capacity: 1, takenBy: ['second'] },
      ));
  it('goes beyond a capacity where somebody may, and says so', () => {
    const second = booked('second', 'bob', [use('or-3', '11:00', '12:00')]);
    const overbooking = { role: 'coordinator', reason: 'urgent' } as const;
    const wanted = { phases: [phase(['or-3'], '11:00', '12:00', { extra: 1 })], rules: { overbooking } };
    const event = moved('11:00', '12:00', [use('or-3', '11:00', '12:00')]);
    const overbooked = { ...overbooking, resourceIds: ['or-3'] };
    given(daySchedule, ...planned, second)
      .when(move('11:00', '12:00', ['or-3'], wanted))
      .then({ ...event, data: { ...event.data, overbooked } } as DayScheduleEvent);
    const day = [...planned, second, { ...event, data: { ...event.data, overbooked } } as DayScheduleEvent].reduce(
      daySchedule.evolve,
      daySchedule.initial,
    );
    expect(appointmentOf(day, 'first')?.overbooked).toEqual(overbooked);
  });
  it('is overbooked no more where it has room', () => {
    const overbooked = { role: 'coordinator', reason: 'urgent', resourceIds: ['or-3'] } as const;
    const first = booked('first', 'ann', [use('or-3', '09:00', '10:00')], { overbooked });
    const to = moved('11:00', '12:00', [use('or-3', '11:00', '12:00')]);
    const rules = { overbooking: { role: 'coordinator', reason: 'urgent' } } as const;
    const beside = booked('second', 'bob', [use('or-3', '09:00', '10:00')]);
    given(daySchedule, there('or-3'), beside, first)
      .when(move('11:00', '12:00', ['or-3'], { phases: [phase(['or-3'], '11:00', '12:00', { extra: 1 })], rules }))
      .then(to);
    const day = [there('or-3'), beside, first, to].reduce(daySchedule.evolve, daySchedule.initial);
    expect(appointmentOf(day, 'first')?.overbooked).toBeUndefined();
  });
  it('takes the place of an expired hold', () =>
    given(daySchedule, there('or-3'), held('07:10', '06:59', 'second', 'bob'), ...planned.slice(1).map(at11))
      .when(move('09:00', '10:00', ['or-3'], { now: clock('07:20') }))
      .then({ type: 'HoldExpired', data: { ...expiredHold, at: clock('07:20') } }, { type: 'AppointmentMoved', ...fromEleven }));
  it('changes nothing when it is there already', () =>
    given(daySchedule, ...planned)
      .when(move('09:00', '10:00'))
      .thenNothing());
  it('is not for a patient who has arrived', () =>
    given(daySchedule, ...planned, arrived('08:50'))
      .when(move('11:00', '12:00'))
      .thenRefused({ code: 'step-not-allowed', appointmentId: 'first', step: 'move', status: 'arrived' }));
  it('leaves the patient to accept anew', () => {
    const day = [...planned, confirmed('06:00'), moved('11:00', '12:00', [use('or-3', '11:00', '12:00')])].reduce(
      daySchedule.evolve,
      daySchedule.initial,
    );
    expect(appointmentOf(day, 'first')).toMatchObject({ status: 'booked', ...at('11:00', '12:00') });
    expect(appointmentOf(day, 'first')?.confirmed).toBeUndefined();
    expect(day.taken.get('or-3')).toEqual({ use: use('or-3', '11:00', '12:00'), appointmentId: 'first', before: undefined });
  });
});

const at11 = (): DayScheduleEvent => booked('first', 'ann', [use('or-3', '11:00', '12:00')]);
const visit = { siteId: 'north', departmentId: 'surgery', visitTypeId: 'hip', date: '2026-12-01' };
const expiredHold = { appointmentId: 'second', patientId: 'bob', ...visit, expiresAt: clock('07:10') };
const fromEleven = {
  data: {
    ...{ appointmentId: 'first', patientId: 'ann', ...visit, zone: 'Europe/London', ...at('09:00', '10:00') },
    ...{ uses: [use('or-3', '09:00', '10:00')], at: clock('07:20') },
    previously: { ...at('11:00', '12:00'), uses: [use('or-3', '11:00', '12:00')] },
  },
} as const;
