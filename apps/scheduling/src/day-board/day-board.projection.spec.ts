import type { Change } from '@liaison/projections';
import { booked, cancelled, date, use } from '../day-schedule/day-schedule.examples.js';
import type { AppointmentBooked, AppointmentCancelled, DayScheduleEvent } from '../day-schedule/day-schedule.events.js';
import { dayBoard, type DayBoardRow } from './day-board.projection.js';

const place = { position: 1, revision: 0, time: `${date}T00:00:00.000Z`, stream: 'scheduling.daySchedule-north/2026-12-01' };
const changesOf = (event: DayScheduleEvent): readonly Change<DayBoardRow>[] => {
  switch (event.type) {
    case 'AppointmentBooked':
      return dayBoard.changes.AppointmentBooked?.(event.data satisfies AppointmentBooked['data'], place) ?? [];
    case 'AppointmentCancelled':
      return dayBoard.changes.AppointmentCancelled?.(event.data satisfies AppointmentCancelled['data'], place) ?? [];
    default:
      return [];
  }
};

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
          ...{ status: 'booked', start: `${date}T09:00:00Z`, end: `${date}T10:00:00Z`, ...row },
        },
      })),
    ));
  it('has a column for every field of its rows, and no others', () =>
    changesOf(visit).forEach((change) =>
      expect('put' in change && Object.keys(change.put).toSorted()).toEqual(Object.keys(dayBoard.columns).toSorted()),
    ));
  it('goes on showing a cancelled visit, as cancelled', () =>
    expect(changesOf(cancelled('first', 'ann'))).toEqual([{ set: { status: 'cancelled' }, where: { appointmentId: 'first' } }]));
  it('is about visits: hours and closures do not change it', () =>
    expect(Object.keys(dayBoard.changes).toSorted()).toEqual(['AppointmentBooked', 'AppointmentCancelled']));
  it('names every column in its table', () => {
    const [table = ''] = dayBoard.ddl('day_board__1');
    Object.values(dayBoard.columns).forEach((column) => expect(table).toMatch(new RegExp(`"?${column}"? (text|uuid) not null`)));
  });
});
