import { daySchedule } from '../day-schedule/day-schedule.decider.js';
import { at, booked, date, there, use } from '../day-schedule/day-schedule.examples.js';
import type { DayScheduleEvent } from '../day-schedule/day-schedule.events.js';
import { freeTimes, type WantedTimes } from './free-times.js';
import { successive } from './successive.js';

const visitType = {
  departmentId: 'surgery',
  durationMinutes: 30,
  phases: [{ name: 'visit', offsetMinutes: 0, durationMinutes: 30, load: 1, anyOf: ['dr-li', 'dr-wu'] }],
};
const wanted: WantedTimes = { visitType, gridMinutes: 15, zone: 'Europe/London', date };
const long = '2026-01-01T00:00:00Z';
const dayOf = (events: readonly DayScheduleEvent[]) => events.reduce(daySchedule.evolve, daySchedule.initial);
const starts = (events: readonly DayScheduleEvent[], count = 3, changes: Partial<WantedTimes> = {}) =>
  successive(dayOf(events), { ...wanted, ...changes }, long, count).map(({ from, uses }) => [from.slice(11, 16), uses[0]?.resourceId]);

describe('Successive free visits', () => {
  it('are as many as can be booked, not as many as there are starts', () => {
    const hour = [there('dr-li', 1, [at('09:00', '10:00')])];
    expect(freeTimes(dayOf(hour), wanted, long, 9)).toHaveLength(3);
    expect(starts(hour)).toEqual([
      ['09:00', 'dr-li'],
      ['09:30', 'dr-li'],
    ]);
  });
  it('may be at one time with different people', () =>
    expect(starts([there('dr-li', 1, [at('09:00', '10:00')]), there('dr-wu', 1, [at('09:00', '10:00')])])).toEqual([
      ['09:00', 'dr-li'],
      ['09:00', 'dr-wu'],
      ['09:30', 'dr-li'],
    ]));
  it('leave out what is booked', () =>
    expect(starts([there('dr-li', 1, [at('09:00', '10:00')]), booked('first', 'ann', [use('dr-li', '09:00', '09:30')])])).toEqual([
      ['09:30', 'dr-li'],
    ]));
  it('are the seats that a group session still has', () =>
    expect(
      starts([there('dr-li', 1, [at('09:00', '10:00')])], 3, { rules: { group: { visitTypeId: 'class', seats: 2 } } }).map(
        ([start]) => start,
      ),
    ).toEqual(['09:00', '09:00', '09:30']));
  it('are no more than asked for', () => expect(starts([there('dr-li')], 1)).toHaveLength(1));
});
