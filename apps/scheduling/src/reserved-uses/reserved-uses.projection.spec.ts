import { goingOn, home, reservedBeside } from '../day-schedule/continuation.examples.js';
import { booked, date, use } from '../day-schedule/day-schedule.examples.js';
import { before, coming, commitmentId, ended, movedIn, reserved } from '../day-schedule/reservation.examples.js';
import { changesOfDay } from '../testing/changes-of-day.js';
import { reservedUses, type ReservedUseRow } from './reserved-uses.projection.js';

const changes = changesOfDay<ReservedUseRow>(reservedUses);
const surgeon = use('dr-li', '09:00', '10:00', { phase: 'surgeon' });
const uses = [surgeon, use('or-3', '08:45', '10:15', { phase: 'theatre', load: 2 })];
const row: ReservedUseRow = {
  ...{ commitmentId, siteId: 'north', departmentId: 'surgery', date, appointmentId: 'first', patientId: 'ann', visitTypeId: 'hip' },
  ...{ start: `${date}T09:00:00Z`, end: `${date}T10:00:00Z`, phase: 'surgeon', resourceId: 'dr-li', load: 1, session: null },
  ...{ from: `${date}T09:00:00Z`, to: `${date}T10:00:00Z`, wholeFrom: `${date}T09:00:00Z`, wholeTo: `${date}T10:00:00Z` },
  otherDate: null,
};

describe('What is reserved', () => {
  it('has a row for each share of each visit that may come, be it new or moved', () => {
    expect(changes(reserved([coming('first', 'ann', uses), coming('second', 'bob', [surgeon], { previously: before })]))).toEqual([
      { put: row },
      {
        put: {
          ...{ ...row, phase: 'theatre', resourceId: 'or-3', load: 2 },
          ...{ from: `${date}T08:45:00Z`, to: `${date}T10:15:00Z`, wholeFrom: `${date}T08:45:00Z`, wholeTo: `${date}T10:15:00Z` },
        },
      },
      { put: { ...row, appointmentId: 'second', patientId: 'bob' } },
    ]);
  });
  it('has of a visit over midnight what lies on the date, on that of its start and on the date beside', () => {
    const [from, midnight, to] = [`${home}T22:30:00Z`, `${date}T00:00:00Z`, `${date}T02:00:00Z`];
    const night = { ...row, start: `${home}T23:00:00Z`, end: to, phase: 'visit', resourceId: 'or-3', wholeFrom: from, wholeTo: to };
    expect(changes(reservedBeside({ continuing: goingOn }))).toEqual([{ put: { ...night, from: midnight, to, otherDate: home } }]);
    const [{ home: _, ...visit } = { home: '' }] = goingOn;
    const evening = { ...(visit as (typeof goingOn)[number]), date: home, beyond: { date, commitmentId } };
    expect(changes(reservedBeside({ coming: [evening] }))).toEqual([
      { put: { ...night, date: home, from, to: midnight, otherDate: date } },
    ]);
  });
  it('has nothing of what leaves: that stands until it is decided', () =>
    expect(changes(reserved([], [{ appointmentId: 'first', reason: 'pat' }]))).toEqual([]));
  it('is gone once it is decided, on the day that says so', () =>
    expect((['confirmed', 'released'] as const).map((outcome) => changes(ended(outcome)))).toEqual(
      Array(2).fill([{ remove: { commitmentId, siteId: 'north', date } }]),
    ));
  it('is not touched by what happens to visits', () =>
    expect([changes(booked('first', 'ann', uses)), changes(movedIn('first', 'ann', uses))]).toEqual([[], []]));
  it('has a column for every field of its rows', () =>
    expect(Object.keys(row).toSorted()).toEqual(Object.keys(reservedUses.columns).toSorted()));
});
