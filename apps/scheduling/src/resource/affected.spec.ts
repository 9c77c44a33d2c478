import { daySchedule } from '../day-schedule/day-schedule.decider.js';
import { at, booked, cancelled, date, there, use } from '../day-schedule/day-schedule.examples.js';
import { affectedOn, type ChangedResource } from './affected.js';

const day = [
  there('dr-wu', 4),
  booked('first', 'ann', [use('dr-wu', '09:00', '10:00', { load: 2 })]),
  booked('second', 'bob', [use('dr-wu', '09:30', '11:00'), use('or-3', '09:30', '11:00')]),
  booked('third', 'cid', [use('dr-wu', '13:00', '14:00')]),
  booked('gone', 'dan', [use('dr-wu', '15:00', '16:00')]),
  cancelled('gone', 'dan'),
].reduce(daySchedule.evolve, daySchedule.initial);
const wu: ChangedResource = { resourceId: 'dr-wu', hours: [at('08:00', '16:00')], capacity: 4, serves: () => true };
const affected = (changes: Partial<ChangedResource>, now = `${date}T08:00:00Z`) =>
  affectedOn(day, { ...wu, ...changes }, now).map(({ visit, reasons }) => [visit.appointmentId, ...reasons]);

describe('A change of somebody’s hours, capacity or attributes', () => {
  it('affects no visit that could be booked as it stands', () => expect(affected({})).toEqual([]));
  it('affects what lies outside the new hours', () =>
    expect(affected({ hours: [at('08:00', '10:00')] })).toEqual([
      ['third', 'outside-hours'],
      ['second', 'outside-hours'],
    ]));
  it('affects what is more at one time than there is', () =>
    expect(affected({ capacity: 2 })).toEqual([
      ['second', 'capacity-exceeded'],
      ['first', 'capacity-exceeded'],
    ]));
  it('affects what asks for something that is no longer there', () =>
    expect(affected({ serves: ({ appointmentId }) => appointmentId !== 'third' })).toEqual([['third', 'attribute-missing']]));
  it('tells every reason of a visit', () =>
    expect(affected({ hours: [], capacity: 1, serves: () => false }).at(-1)).toEqual([
      ...['first', 'attribute-missing', 'capacity-exceeded', 'outside-hours'],
    ]));
  it('affects nothing that is over', () => expect(affected({ hours: [] }, `${date}T11:00:00Z`)).toEqual([['third', 'outside-hours']]));
});
