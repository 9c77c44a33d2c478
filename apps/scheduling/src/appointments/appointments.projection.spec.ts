import {
  arrived,
  checkedIn,
  confirmed,
  encounterId,
  expired,
  fulfilled,
  held,
  inError,
  missed,
  moved,
  released,
  undone,
} from '../day-schedule/appointment.examples.js';
import type { DayScheduleEvent } from '../day-schedule/day-schedule.events.js';
import { booked, cancelled, date, there, use } from '../day-schedule/day-schedule.examples.js';
import { movedAway, movedIn } from '../day-schedule/reservation.examples.js';
import { changesOfDay } from '../testing/changes-of-day.js';
import { appointments, type AppointmentRow } from './appointments.projection.js';

const changes = changesOfDay<AppointmentRow>(appointments);
const becomes = (change: Partial<AppointmentRow>) => [{ set: change, where: { appointmentId: 'first' } }];
const row: AppointmentRow = {
  ...{ appointmentId: 'first', patientId: 'ann', siteId: 'north', departmentId: 'surgery', visitTypeId: 'hip' },
  ...{ date, zone: 'Europe/London', start: `${date}T09:00:00Z`, end: `${date}T10:00:00Z` },
  ...{ status: 'booked', confirmed: false, cancellationReason: null, encounterId: null },
};

describe('The list of appointments', () => {
  it('has a row for each, from its hold or its booking on', () => {
    expect(changes(booked('first', 'ann', [use('or-3', '09:00', '10:00')]))).toEqual([{ put: row }]);
    expect(changes(held('07:10'))).toEqual([{ put: { ...row, status: 'pending' } }]);
  });
  it.each<[DayScheduleEvent, Partial<AppointmentRow>]>([
    [released('07:05'), { status: 'cancelled' }],
    [expired('07:10'), { status: 'cancelled' }],
    [confirmed('07:00'), { confirmed: true }],
    [moved('11:00', '12:00', []), { start: `${date}T11:00:00Z`, end: `${date}T12:00:00Z`, confirmed: false }],
    [
      movedIn('first', 'ann', [use('or-3', '11:00', '12:00')]),
      {
        siteId: 'north',
        departmentId: 'surgery',
        visitTypeId: 'hip',
        date,
        zone: 'Europe/London',
        start: `${date}T11:00:00Z`,
        end: `${date}T12:00:00Z`,
        confirmed: false,
      },
    ],
    [arrived('08:50'), { status: 'arrived' }],
    [checkedIn('08:55'), { status: 'checked-in' }],
    [fulfilled('09:00'), { status: 'fulfilled', encounterId }],
    [missed('09:30'), { status: 'noshow' }],
    [cancelled('first', 'ann'), { status: 'cancelled', cancellationReason: 'patient' }],
    [inError('08:00'), { status: 'entered-in-error' }],
    [undone('confirm', 'booked', '08:00'), { status: 'booked', confirmed: false }],
    [undone('start', 'checked-in', '09:10'), { status: 'checked-in', encounterId: null }],
  ])('follows $type', (event, change) => expect(changes(event)).toEqual(becomes(change)));
  it('is about appointments: hours do not change it', () => expect(changes(there('or-3'))).toEqual([]));
  it('hears of a move to another day from the day that has it now', () => expect(changes(movedAway())).toEqual([]));
  it('has a column for every field of its rows', () => {
    const [table = ''] = appointments.ddl('appointments__1');
    expect(Object.keys(appointments.columns).toSorted()).toEqual(Object.keys(row).toSorted());
    Object.values(appointments.columns).forEach((column) => expect(table).toMatch(new RegExp(`"?${column}"? (text|uuid|boolean)`)));
  });
});
