import { arrived, checkedIn, confirmed, fulfilled, inError, missed, undone } from '../day-schedule/appointment.examples.js';
import { booked, cancelled, date, use } from '../day-schedule/day-schedule.examples.js';
import { movedIn } from '../day-schedule/reservation.examples.js';
import { changesOfDay } from '../testing/changes-of-day.js';
import { appointmentTimers, type TimerRow } from './appointment-timers.projection.js';

const changes = changesOfDay<TimerRow>(appointmentTimers);
const visit = { appointmentId: 'first', siteId: 'north', date, visitTypeId: 'hip' };
const noShow = { put: { ...visit, kind: 'no-show', dueAt: `${date}T09:30:00Z` } };

describe('The timers of an appointment', () => {
  it('remind of it a day before, and count a no-show half an hour after its beginning', () =>
    expect(changes(booked('first', 'ann', [use('or-3', '09:00', '10:00')]))).toEqual([
      noShow,
      { put: { ...visit, kind: 'reminder', dueAt: '2026-11-30T09:00:00Z' } },
    ]));
  it.each([arrived('08:50'), checkedIn('08:50'), fulfilled('09:00'), missed('09:30'), cancelled('first', 'ann'), inError('08:00')])(
    'end with $type',
    (event) => expect(changes(event)).toEqual([{ remove: { appointmentId: 'first' } }]),
  );
  it('go with it to another day', () =>
    expect(changes(movedIn('first', 'ann', [use('or-3', '09:00', '10:00')]))).toEqual(
      changes(booked('first', 'ann', [use('or-3', '09:00', '10:00')])),
    ));
  it('go on when the patient confirms', () => expect(changes(confirmed('07:00'))).toEqual([]));
  it('begin again when an arrival was a mistake', () => expect(changes(undone('arrive', 'booked', '08:55'))).toEqual([noShow]));
  it('do not begin again when a no-show was one', () => expect(changes(undone('no-show', 'booked', '09:40'))).toEqual([]));
});
