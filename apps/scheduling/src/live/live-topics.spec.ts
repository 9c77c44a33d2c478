import { goingOn, reservedBeside } from '../day-schedule/continuation.examples.js';
import { cancelled, booked, date, use } from '../day-schedule/day-schedule.examples.js';
import { confirmed, moved } from '../day-schedule/appointment.examples.js';
import type { DayScheduleEvent } from '../day-schedule/day-schedule.events.js';
import { coming, ended, movedIn, otherDay, reserved } from '../day-schedule/reservation.examples.js';
import { topicsOf, topicsOfEvent } from './live-topics.js';

const uses = [use('or-5', '11:00', '12:00')];
const views = {
  board: topicsOf.board('north', 'surgery', date),
  'board of the day before': topicsOf.board('north', 'surgery', otherDay.date),
  'board of another department': topicsOf.board('north', 'general', date),
  'or-3': topicsOf.calendar('or-3', [date]),
  'or-5': topicsOf.calendar('or-5', ['2026-11-30', date]),
  'or-3 on the day before': topicsOf.calendar('or-3', [otherDay.date]),
  ann: topicsOf.patient('ann'),
};
const told = (event: Parameters<typeof topicsOfEvent>[0]) => {
  const topics = new Set(topicsOfEvent(event));
  return Object.entries(views).flatMap(([view, wanted]) => (wanted.some((topic) => topics.has(topic)) ? [view] : []));
};

describe('Who is told of a change', () => {
  it.each<[string, DayScheduleEvent, readonly string[]]>([
    ['a booking', booked('first', 'ann', uses), ['board', 'or-5', 'ann']],
    ['a booking of what was held', booked('first', 'ann', uses, { fromHold: true }), ['board', 'or-3', 'or-5', 'ann']],
    [
      'a booking that goes on beside midnight',
      booked('first', 'ann', [use('or-3', '11:00', '12:00')], { beyond: { date: otherDay.date, commitmentId: 'both' } }),
      ['board', 'board of the day before', 'or-3', 'or-3 on the day before', 'ann'],
    ],
    ['a move within the day', moved('11:00', '12:00', uses), ['board', 'or-3', 'or-5', 'ann']],
    [
      'a move from another day',
      movedIn('first', 'ann', uses),
      ['board', 'board of the day before', 'or-5', 'or-3 on the day before', 'ann'],
    ],
    ['a confirmation', confirmed('08:00'), ['board', 'ann']],
    ['what is reserved', reserved([coming('first', 'ann', uses)]), ['board', 'or-5']],
    ['what is reserved beside midnight', reservedBeside({ continuing: goingOn }), ['board', 'or-3']],
    ['the end of a reservation', ended('released'), ['board', 'board of another department', 'or-3', 'or-5']],
  ])('of %s', (_, event, views) => expect(told(event)).toEqual(views));
  it('of a cancellation that does not name its resources: every calendar of the day', () =>
    expect(told(cancelled('first', 'ann'))).toEqual(expect.arrayContaining(['board', 'or-3', 'or-5', 'ann'])));
  it('of what the catalogue says', () => {
    expect(told({ type: 'LeaveGranted', data: { resourceId: 'or-3' } })).toEqual(['or-3', 'or-3 on the day before']);
    expect(told({ type: 'ClosureLifted', data: { closureId: 'flood', siteId: 'north' } })).toEqual([
      'or-3',
      'or-5',
      'or-3 on the day before',
    ]);
    expect(told({ type: 'HoursGranted', data: { resourceId: 'or-3', serial: 1 } })).toEqual([]);
  });
});
