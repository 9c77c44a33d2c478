import { arrived, checkedIn, expired, fulfilled, held, inError, missed, moved, undone } from '../day-schedule/appointment.examples.js';
import { booked, cancelled, closed, date, there, use } from '../day-schedule/day-schedule.examples.js';
import { movedAway, movedIn } from '../day-schedule/reservation.examples.js';
import { changesOfDay } from '../testing/changes-of-day.js';
import { dayBoard, type DayBoardRow } from './day-board.projection.js';

const changesOf = changesOfDay<DayBoardRow>(dayBoard);

describe('The day board', () => {
  const visit = booked('first', 'ann', [
    use('dr-li', '09:00', '10:00', { phase: 'surgeon' }),
    use('or-3', '08:45', '10:15', { phase: 'theatre' }),
  ]);

  it('has a row for each resource that a visit uses, with the patient’s own time beside it', () =>
    expect(changesOf(visit)).toEqual(
      [
        { phase: 'surgeon', resourceId: 'dr-li', from: `${date}T09:00:00Z`, to: `${date}T10:00:00Z` },
        { phase: 'theatre', resourceId: 'or-3', from: `${date}T08:45:00Z`, to: `${date}T10:15:00Z` },
      ].map((row) => ({
        put: {
          ...{ siteId: 'north', departmentId: 'surgery', date, appointmentId: 'first', patientId: 'ann', visitTypeId: 'hip' },
          ...{ status: 'booked', start: `${date}T09:00:00Z`, end: `${date}T10:00:00Z`, otherDate: null, ...row },
        },
      })),
    ));
  it('has a column for every field of its rows, and no others', () =>
    changesOf(visit).forEach((change) =>
      expect('put' in change && Object.keys(change.put).toSorted()).toEqual(Object.keys(dayBoard.columns).toSorted()),
    ));
  it('goes on showing a cancelled visit, as cancelled', () =>
    expect(changesOf(cancelled('first', 'ann'))).toEqual([{ set: { status: 'cancelled' }, where: { appointmentId: 'first' } }]));
  it.each([
    ['arrived', arrived('08:50')],
    ['checked-in', checkedIn('08:55')],
    ['fulfilled', fulfilled('09:00')],
    ['noshow', missed('09:30')],
    ['entered-in-error', inError('08:00')],
    ['arrived', undone('check-in', 'arrived', '09:00')],
  ])('shows that a visit is %s', (status, event) =>
    expect(changesOf(event)).toEqual([{ set: { status }, where: { appointmentId: 'first' } }]),
  );
  it('shows a moved visit at its new time alone, and a hold as pending until it is gone', () => {
    const uses = [use('or-5', '11:00', '12:00')];
    expect(changesOf(moved('11:00', '12:00', uses))).toEqual([
      { remove: { appointmentId: 'first' } },
      { put: expect.objectContaining({ status: 'booked', start: `${date}T11:00:00Z`, resourceId: 'or-5' }) },
    ]);
    expect(changesOf(movedIn('first', 'ann', uses))).toEqual(changesOf(moved('11:00', '12:00', uses)));
    expect(changesOf(movedAway())).toEqual([]);
    expect(changesOf(held('07:10'))).toEqual([{ put: expect.objectContaining({ status: 'pending', resourceId: 'or-3' }) }]);
    expect(changesOf(expired('07:10'))).toEqual([{ remove: { appointmentId: 'first' } }]);
  });
  it('is about visits: hours and closures do not change it', () =>
    [there('or-3'), closed('flood', '08:00', '12:00')].forEach((event) => expect(changesOf(event)).toEqual([])));
  it('names every column in its table', () => {
    const [table = ''] = dayBoard.ddl('day_board__1');
    Object.values(dayBoard.columns).forEach((column) => expect(table).toMatch(new RegExp(`"?${column}"? (text|uuid)`)));
  });
});
