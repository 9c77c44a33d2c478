import {
  arrived,
  checkedIn,
  confirmed,
  expired,
  finished,
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
import { movedIn } from '../day-schedule/reservation.examples.js';
import { changesOfDay } from '../testing/changes-of-day.js';
import { resourceUses, type ResourceUseRow } from './resource-uses.projection.js';

const changes = changesOfDay<ResourceUseRow>(resourceUses, { position: 7, time: `${date}T06:00:00.123Z` });
const noted = { sequence: 7, changedAt: `${date}T06:00:00Z` };
const row: ResourceUseRow = {
  ...{ appointmentId: 'first', siteId: 'north', departmentId: 'surgery', visitTypeId: 'hip', date, status: 'booked' },
  ...{ resourceId: 'or-3', phase: 'visit', load: 1, session: null, from: `${date}T09:00:00Z`, to: `${date}T10:00:00Z` },
  ...{ start: `${date}T09:00:00Z`, end: `${date}T10:00:00Z`, startedAt: null, finishedAt: null, ...noted },
  ...{ wholeFrom: `${date}T09:00:00Z`, wholeTo: `${date}T10:00:00Z` },
};
const becomes = (change: Partial<ResourceUseRow>) => [{ set: { ...change, ...noted }, where: { appointmentId: 'first' } }];
const gone = { remove: { appointmentId: 'first' } };

describe('The uses of resources', () => {
  it('have a row for each share that a visit takes, without saying whose visit it is', () => {
    const seats = use('gym', '09:00', '11:00', { phase: 'room', load: 2, session: 'hip@09:00#1' });
    expect(changes(booked('first', 'ann', [use('or-3', '09:00', '10:00'), seats]))).toEqual([
      { put: row },
      {
        put: {
          ...row,
          resourceId: 'gym',
          phase: 'room',
          load: 2,
          session: 'hip@09:00#1',
          to: `${date}T11:00:00Z`,
          wholeTo: `${date}T11:00:00Z`,
        },
      },
    ]);
    expect(JSON.stringify(changes(booked('first', 'ann', [use('or-3', '09:00', '10:00')])))).not.toContain('ann');
  });
  it('show a hold as pending until it is gone or booked', () => {
    expect(changes(held('07:10'))).toEqual([{ put: { ...row, status: 'pending' } }]);
    expect([...changes(expired('07:10')), ...changes(released('07:05'))]).toEqual([gone, gone]);
    expect(changes(booked('first', 'ann', [use('or-5', '09:00', '10:00')], { fromHold: true }))).toEqual([
      gone,
      { put: { ...row, resourceId: 'or-5' } },
    ]);
  });
  it('stand at the new time alone when a visit is moved', () =>
    expect(changes(moved('11:00', '12:00', [use('or-5', '11:00', '12:00')]))).toEqual([
      gone,
      { put: expect.objectContaining({ resourceId: 'or-5', from: `${date}T11:00:00Z`, status: 'booked' }) },
    ]));
  it('come along to another day', () =>
    expect(changes(movedIn('first', 'ann', [use('or-5', '11:00', '12:00')]))).toEqual([
      gone,
      { put: expect.objectContaining({ resourceId: 'or-5', status: 'booked', ...noted }) },
    ]));
  it.each<[DayScheduleEvent, Partial<ResourceUseRow>]>([
    [arrived('08:50'), { status: 'arrived' }],
    [checkedIn('08:55'), { status: 'checked-in' }],
    [fulfilled('09:05'), { status: 'fulfilled', startedAt: `${date}T09:05:00Z` }],
    [finished('09:05', '10:20'), { finishedAt: `${date}T10:20:00Z` }],
    [missed('09:30'), { status: 'noshow' }],
    [cancelled('first', 'ann'), { status: 'cancelled' }],
    [inError('08:00'), { status: 'entered-in-error' }],
    [undone('start', 'checked-in', '09:10'), { status: 'checked-in', startedAt: null }],
    [undone('finish', 'fulfilled', '10:30'), { status: 'fulfilled', finishedAt: null }],
  ])('follow $type', (event, change) => expect(changes(event)).toEqual(becomes(change)));
  it('are about uses: hours and confirmations do not change them', () =>
    [there('or-3'), confirmed('07:00')].forEach((event) => expect(changes(event)).toEqual([])));
  it('have a column for every field, and no others', () => {
    const [table = ''] = resourceUses.ddl('resource_uses__1');
    expect(Object.keys(resourceUses.columns).toSorted()).toEqual(Object.keys(row).toSorted());
    Object.values(resourceUses.columns).forEach((column) => expect(table).toMatch(new RegExp(`"?${column}"? (text|uuid|integer|bigint)`)));
  });
});
