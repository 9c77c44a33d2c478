import { clock } from '../day-schedule/appointment.examples.js';
import { daySchedule } from '../day-schedule/day-schedule.decider.js';
import { at, booked, cancelled, there, use } from '../day-schedule/day-schedule.examples.js';
import type { HeldBlock } from '../day-schedule/fitting/held-blocks.js';
import { affectedByBlock } from './affected-by-block.js';

const held: HeldBlock = {
  blockId: 'tuesdays',
  resourceId: 'or-3',
  holders: ['dr-li'],
  ...at('09:00', '12:00'),
  releasedAt: clock('08:00'),
};
const visit = (id: string, surgeon: string, from: string, to: string, room = 'or-3') =>
  booked(id, id, [use(surgeon, from, to, { phase: 'surgeon' }), use(room, from, to, { phase: 'theatre' })]);
const day = [
  ...['or-3', 'or-5', 'dr-li', 'dr-wu'].map((id) => there(id)),
  visit('own', 'dr-li', '09:00', '10:00'),
  visit('inside', 'dr-wu', '10:00', '11:00'),
  visit('into', 'dr-wu', '11:30', '12:30'),
  visit('after', 'dr-wu', '12:30', '13:00'),
  visit('elsewhere', 'dr-wu', '13:00', '14:00', 'or-5'),
  visit('gone', 'dr-wu', '11:00', '11:30'),
  cancelled('gone', 'gone'),
].reduce(daySchedule.evolve, daySchedule.initial);
const affected = (changes: Partial<HeldBlock> = {}, now = clock('07:00')) =>
  affectedByBlock(day, { ...held, ...changes }, now)
    .map(({ visit: { appointmentId }, reasons }) => [appointmentId, ...reasons])
    .toSorted();

describe('Bookings in the time of a new block', () => {
  it('are those of others', () =>
    expect(affected()).toEqual([
      ['inside', 'block-held'],
      ['into', 'block-held'],
    ]));
  it('are none of a department that it is kept for', () => expect(affected({ departmentId: 'surgery' })).toEqual([]));
  it('are none that are over', () => expect(affected({}, clock('11:00'))).toEqual([['into', 'block-held']]));
});
