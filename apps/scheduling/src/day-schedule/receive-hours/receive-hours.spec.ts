import type { Interval } from '@liaison/kernel';
import { given } from '@liaison/testing';
import { daySchedule } from '../day-schedule.decider.js';
import { at, booked, cancelled, there, use } from '../day-schedule.examples.js';
import type { DayScheduleEvent } from '../day-schedule.events.js';
import type { ReturnHours } from '../return-hours/return-hours.js';
import type { ReceiveHours } from './receive-hours.js';

const office = [at('08:00', '16:00')];
const receive = (serial: number, hours: readonly Interval[] = office, capacity = 1): ReceiveHours => ({
  type: 'ReceiveHours',
  data: { resourceId: 'dr-li', serial, capacity, hours },
});
const granted = (serial: number, hours = office, capacity = 1) => there('dr-li', capacity, hours, serial);
const facts = (serial: number, ...hours: Interval[]) => ({ resourceId: 'dr-li', serial, capacity: 1, hours });
const giveBack = (...given: Parameters<typeof facts>): ReturnHours => ({ type: 'ReturnHours', data: facts(...given) });
const returned = (...given: Parameters<typeof facts>): DayScheduleEvent => ({ type: 'HoursReturned', data: facts(...given) });
const visit = booked('first', 'ann', [use('dr-li', '09:00', '10:00')]);

describe('Hours that arrive', () => {
  it('are granted to the day', () => given(daySchedule).when(receive(1)).then(granted(1)));
  it('are granted once', () => given(daySchedule, granted(1)).when(receive(1)).thenNothing());
  it('take the place of what an earlier serial granted', () => {
    const longer = [at('07:00', '18:00')];
    given(daySchedule, granted(1))
      .when(receive(2, longer, 4))
      .then(granted(2, longer, 4));
  });
  it('take no effect after a later serial', () => given(daySchedule, granted(2)).when(receive(1)).thenNothing());
  it('take no effect after they were returned', () => given(daySchedule, returned(1)).when(receive(1)).thenNothing());
});

describe('Hours that the roster wants back', () => {
  it('are returned', () =>
    given(daySchedule, granted(1))
      .when(giveBack(1, at('12:00', '16:00')))
      .then(returned(1, at('12:00', '16:00'))));
  it('stay while appointments use them', () =>
    given(daySchedule, granted(1), visit)
      .when(giveBack(1, ...office))
      .then(returned(1, at('08:00', '09:00'), at('10:00', '16:00'))));
  it('are returned when the last appointment in them is cancelled', () =>
    given(daySchedule, granted(1), visit, returned(1, at('08:00', '09:00'), at('10:00', '16:00')), cancelled('first', 'ann'))
      .when(giveBack(1, ...office))
      .then(returned(1, at('09:00', '10:00'))));
  it('are returned once', () =>
    given(daySchedule, granted(1), returned(1, at('12:00', '16:00')))
      .when(giveBack(1, at('12:00', '16:00')))
      .thenNothing());
  it('are refused for good when they have not arrived yet', () =>
    given(daySchedule)
      .when(giveBack(1, ...office))
      .then(returned(1)));
  it('leave the capacity that came with them to what stays', () => {
    const kept = [granted(1, office, 4), visit].reduce(daySchedule.evolve, daySchedule.initial);
    const decision = daySchedule.decide(giveBack(2, ...office), kept);
    expect(decision.accepted && decision.events.reduce(daySchedule.evolve, kept).hours.get('dr-li')).toEqual({
      serial: 2,
      capacity: 1,
      hours: [at('09:00', '10:00')],
    });
  });
  it('stay when they were given anew since then', () =>
    given(daySchedule, granted(2))
      .when(giveBack(1, at('12:00', '16:00')))
      .thenNothing());
});
