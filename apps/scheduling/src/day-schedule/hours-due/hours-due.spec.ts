import type { Interval } from '@liaison/kernel';
import { roster } from '../../roster/roster.decider.js';
import type { RosterEvent } from '../../roster/roster.events.js';
import { daySchedule } from '../day-schedule.decider.js';
import { at, booked, cancelled, date, there, use } from '../day-schedule.examples.js';
import type { DayScheduleEvent } from '../day-schedule.events.js';
import { inTheWay, nextStep, obtainable, withPlannedHours, type Plan } from './hours-due.js';

const office = [at('08:00', '16:00')];
const plan = (hours: readonly Interval[], changes: Partial<Plan> = {}): Plan => ({
  resourceId: 'dr-li',
  siteId: 'north',
  date,
  hours,
  capacity: 1,
  planRevision: 3,
  ...changes,
});
const allotted = (serial: number, hours: readonly Interval[], changes: Partial<Plan> = {}): RosterEvent => ({
  type: 'HoursAllotted',
  data: { ...plan(hours, changes), serial },
});
const granted = (serial: number, hours: readonly Interval[]) => there('dr-li', 1, [...hours], serial);
const returned = (serial: number, ...hours: Interval[]): DayScheduleEvent => ({
  type: 'HoursReturned',
  data: { resourceId: 'dr-li', serial, capacity: 1, hours },
});
const due = (rosterEvents: readonly RosterEvent[], dayEvents: readonly DayScheduleEvent[], wanted: Plan) =>
  nextStep({
    roster: rosterEvents.reduce(roster.evolve, roster.initial),
    day: dayEvents.reduce(daySchedule.evolve, daySchedule.initial),
    plan: wanted,
  });
const visit = booked('first', 'ann', [use('dr-li', '09:00', '10:00')]);

describe('Bringing hours to a day', () => {
  it('begins at the roster', () =>
    expect(due([], [], plan(office))).toEqual({
      type: 'AllotHours',
      data: { resourceId: 'dr-li', siteId: 'north', date, hours: office, capacity: 1, planRevision: 3 },
    }));
  it('goes on at the day', () =>
    expect(due([allotted(1, office)], [], plan(office))).toEqual({
      type: 'ReceiveHours',
      data: { resourceId: 'dr-li', serial: 1, capacity: 1, hours: office },
    }));
  it('ends when the day has them', () => expect(due([allotted(1, office)], [granted(1, office)], plan(office))).toBeUndefined());
  it('has nothing to do where nothing is planned', () => expect(due([], [], plan([]))).toBeUndefined());
  it('does not wait for what another site holds', () => {
    const elsewhere = [allotted(1, office, { siteId: 'south' })];
    expect(due(elsewhere, [], plan(office))).toBeUndefined();
    const state = elsewhere.reduce(roster.evolve, roster.initial);
    expect(inTheWay(state, plan(office))).toEqual([{ siteId: 'south', date }]);
    expect(obtainable(state, plan([at('15:00', '18:00')]))).toEqual([at('16:00', '18:00')]);
  });
  it('brings another capacity', () => {
    const wider = plan(office, { capacity: 4 });
    expect(due([allotted(1, office)], [granted(1, office)], wider)).toMatchObject({ type: 'AllotHours', data: { capacity: 4 } });
  });
  it('leaves it to a newer plan when the roster knows one', () =>
    expect(due([allotted(1, office, { planRevision: 4 })], [], plan([]))).toBeUndefined());
});

describe('Bringing hours back', () => {
  const shorter = plan([at('08:00', '12:00')]);
  it('begins at the day', () =>
    expect(due([allotted(1, office)], [granted(1, office)], shorter)).toEqual({
      type: 'ReturnHours',
      data: { resourceId: 'dr-li', serial: 1, capacity: 1, hours: [at('12:00', '16:00')] },
    }));
  it('goes on at the roster with what the day has given up', () =>
    expect(due([allotted(1, office)], [granted(1, office), returned(1, at('12:00', '16:00'))], shorter)).toEqual({
      type: 'TakeBackHours',
      data: { resourceId: 'dr-li', siteId: 'north', date, serial: 1, hours: [at('12:00', '16:00')], planRevision: 3 },
    }));
  it('returns hours that have not arrived yet', () =>
    expect(due([allotted(1, office)], [], plan([]))).toEqual({
      type: 'ReturnHours',
      data: { resourceId: 'dr-li', serial: 1, capacity: 1, hours: office },
    }));
  it('waits while an appointment uses them', () => {
    const past = [granted(1, office), visit, returned(1, at('08:00', '09:00'), at('10:00', '16:00'))];
    const taken: RosterEvent = {
      type: 'HoursTakenBack',
      data: { resourceId: 'dr-li', siteId: 'north', date, serial: 1, hours: [at('08:00', '09:00'), at('10:00', '16:00')], planRevision: 3 },
    };
    expect(due([allotted(1, office), taken], past, plan([]))).toBeUndefined();
    expect(due([allotted(1, office), taken], [...past, cancelled('first', 'ann')], plan([]))).toMatchObject({ type: 'ReturnHours' });
  });
  it('brings new hours beside those that an appointment keeps', () =>
    expect(
      due(
        [allotted(2, [at('09:00', '10:00'), at('12:00', '16:00')])],
        [granted(1, [at('09:00', '10:00')]), visit],
        plan([at('12:00', '16:00')]),
      ),
    ).toMatchObject({ type: 'ReceiveHours', data: { serial: 2 } }));
});

describe('The day as it will be', () => {
  const planned = (events: readonly DayScheduleEvent[], hours: readonly Interval[]) =>
    withPlannedHours(events.reduce(daySchedule.evolve, daySchedule.initial), [{ resourceId: 'dr-li', hours, capacity: 2 }]).hours.get(
      'dr-li',
    );
  it('has the planned hours before anybody has booked', () => expect(planned([], office)).toMatchObject({ capacity: 2, hours: office }));
  it('keeps what appointments use', () =>
    expect(planned([granted(1, office), visit], [at('12:00', '13:00')])?.hours).toEqual([at('09:00', '10:00'), at('12:00', '13:00')]));
  it('has nothing of a resource that never was and is not planned', () => expect(planned([], [])).toBeUndefined());
});
