import { localDay } from '@liaison/kernel';
import { daySchedule } from '../day-schedule/day-schedule.decider.js';
import { at, booked, date, there, use } from '../day-schedule/day-schedule.examples.js';
import type { DayScheduleEvent } from '../day-schedule/day-schedule.events.js';
import { possibleStarts } from './possible-starts.js';

const day = (...past: readonly DayScheduleEvent[]) => past.reduce(daySchedule.evolve, daySchedule.initial);
const phase = (name: string, anyOf: readonly string[], offsetMinutes: number, durationMinutes: number, more = {}) => ({
  ...{ name, anyOf, offsetMinutes, durationMinutes, load: 1, ...more },
});
const calendar = localDay(date, 'UTC');
const starts = ['08:30', '09:00', '09:30', '10:00', '10:30', '11:00'].map((time) => at(time, time).from);
const possible = (past: readonly DayScheduleEvent[], ...phases: ReturnType<typeof phase>[]) =>
  possibleStarts(starts, { durationMinutes: 30, phases }, day(...past), calendar).map((start) => starts.indexOf(start));

describe('Starts that the rules are asked about', () => {
  const visit = phase('surgeon', ['dr-li', 'dr-wu'], 0, 30);
  const hours = (id: string, from: string, to: string, capacity = 1) => there(id, capacity, [at(from, to)]);

  it('are those at which somebody of each pool is there and free', () => {
    const past = [hours('dr-li', '09:00', '11:00'), booked('first', 'ann', [use('dr-li', '09:30', '10:00')])];
    expect(possible(past, visit)).toEqual([1, 3, 4]);
    expect(possible([...past, hours('dr-wu', '08:00', '09:30')], visit)).toEqual([0, 1, 3, 4]);
    expect(possible(past, visit, phase('theatre', ['or-3'], 0, 30))).toEqual([]);
  });

  it('need one who serves all phases that go together', () => {
    const cleaned = [phase('theatre', ['or-3', 'or-5'], 0, 30), phase('cleaning', ['or-3', 'or-5'], 30, 30, { sameAs: 'theatre' })];
    const past = [hours('or-3', '09:00', '10:00'), hours('or-5', '10:00', '10:30')];
    expect(possible(past, ...cleaned)).toEqual([1]);
  });

  it('are not where a load is more than is left beside one other use', () => {
    const past = [hours('dr-li', '09:00', '11:00', 2), booked('first', 'ann', [use('dr-li', '09:30', '10:00')])];
    expect(possible(past, visit)).toEqual([1, 2, 3, 4]);
    expect(possible(past, phase('surgeon', ['dr-li'], 0, 30, { load: 2 }))).toEqual([1, 3, 4]);
  });

  it('are left to the rules where the visit reaches into another day', () => {
    const late = phase('watch', ['dr-li'], 0, 24 * 60);
    expect(possible([], late)).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
