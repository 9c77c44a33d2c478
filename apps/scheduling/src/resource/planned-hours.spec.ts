import { addDays, dayOfWeek, daysOfWeek, minutesBetween, onTheWall } from '@liaison/kernel';
import * as fc from 'fast-check';
import { Map, Set } from 'immutable';
import type { AvailableTime } from './resource.events.js';
import { hoursOn, plannedHours, rosteredHours } from './planned-hours.js';
import type { DefinedResource, HoursAtSite } from './resource.state.js';

const daily = (from: string, to: string): AvailableTime => ({ daysOfWeek, availableStartTime: from, availableEndTime: to });
const lengths = (times: AvailableTime[], date: string, zone: string) =>
  plannedHours(times, date, zone).map(({ from, to }) => minutesBetween(from, to) / 60);
const newYork = 'America/New_York';
const berlin = 'Europe/Berlin';

describe('The planned hours of a date', () => {
  it('are those of its weekday, on the wall clock of the site', () =>
    expect(
      plannedHours(
        [
          { daysOfWeek: ['tue'], availableStartTime: '08:00', availableEndTime: '12:30' },
          { daysOfWeek: ['wed'], availableStartTime: '08:00', availableEndTime: '12:00' },
        ],
        '2026-12-01',
        newYork,
      ),
    ).toEqual([{ from: '2026-12-01T13:00:00Z', to: '2026-12-01T17:30:00Z' }]));
  it('are none on another weekday', () =>
    expect(plannedHours([{ daysOfWeek: ['sun'], availableStartTime: '08:00', availableEndTime: '12:00' }], '2026-12-01', newYork)).toEqual(
      [],
    ));
  it('join where one part begins as another ends', () =>
    expect(lengths([daily('12:00', '24:00'), daily('00:00', '12:00')], '2026-12-01', newYork)).toEqual([24]));

  it.each([
    [newYork, '2027-03-14', 5],
    [newYork, '2026-11-01', 7],
    [berlin, '2027-03-28', 5],
    [berlin, '2026-10-25', 7],
  ])('in %s, the night of %s from 00:00 to 06:00 has %d hours', (zone, date, hours) =>
    expect(lengths([daily('00:00', '06:00')], date, zone)).toEqual([hours]),
  );
  it.each([
    [newYork, '2027-03-08', '2027-03-14'],
    [newYork, '2026-10-26', '2026-11-01'],
    [berlin, '2027-03-22', '2027-03-28'],
    [berlin, '2026-10-19', '2026-10-25'],
  ])('in %s, office hours are the same on the wall from %s to %s, when the clocks change', (zone, before, changed) =>
    [before, changed].forEach((date) =>
      expect(
        plannedHours([daily('08:00', '17:00')], date, zone).map(({ from, to }) => [onTheWall(from, zone), onTheWall(to, zone)]),
      ).toEqual([[expect.stringContaining(`${date}T08:00:00`), expect.stringContaining(`${date}T17:00:00`)]]),
    ),
  );
  it.each([
    [newYork, '2026-12-01', 12],
    [newYork, '2027-03-14', 11],
    [newYork, '2026-11-01', 13],
    [berlin, '2026-10-25', 13],
    ['Australia/Lord_Howe', '2026-10-04', 11.5],
    ['Pacific/Apia', '2026-12-01', 12],
  ])('in %s, the night from 19:00 that ends on %s at 07:00 has %d hours on two dates', (zone, date, hours) => {
    const night = [{ daysOfWeek: [dayOfWeek(addDays(date, -1))], availableStartTime: '19:00', availableEndTime: '07:00' }];
    expect(lengths(night, addDays(date, -1), zone)).toEqual([5]);
    expect(lengths(night, date, zone)).toEqual([hours - 5]);
    expect(lengths(night, addDays(date, 1), zone)).toEqual([]);
  });
  it('of nights alone are an evening and a morning; one to midnight leaves nothing to the next date', () => {
    expect(lengths([daily('19:00', '07:00')], '2026-12-01', newYork)).toEqual([7, 5]);
    expect(lengths([daily('19:00', '00:00')], '2026-12-01', newYork)).toEqual([5]);
  });
  it('leave out what the clock leaves out', () => {
    expect(lengths([daily('02:15', '02:45')], '2027-03-14', newYork)).toEqual([]);
    expect(lengths([daily('01:00', '02:30')], '2027-03-14', newYork)).toEqual([1]);
  });
  it('do not overlap in time when they do not overlap on the wall, on any day', () => {
    const quarter = fc
      .integer({ min: 0, max: 96 })
      .map((n) => `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`);
    const date = fc.constantFrom('2027-03-14', '2026-11-01', '2026-12-01');
    fc.assert(
      fc.property(fc.uniqueArray(quarter, { minLength: 4, maxLength: 4 }), date, (times, day) => {
        const [a = '', b = '', c = '', d = ''] = times.toSorted();
        const early = plannedHours([daily(a, b)], day, newYork);
        const late = plannedHours([daily(c, d)], day, newYork);
        return early.every(({ to }) => late.every(({ from }) => to <= from));
      }),
    );
  });
});

describe('Hours by rules', () => {
  const first = { rule: 'FREQ=MONTHLY;BYDAY=1TU', startDate: '2026-01-01', startTime: '08:00', endTime: '12:00' };
  const on = (date: string, changes = {}, zone = newYork) =>
    hoursOn({ availableTime: [], recurring: [{ ...first, ...changes }] }, date, zone).map(({ from }) => onTheWall(from, zone));

  it('are there on the dates of the rule, and on no others', () => {
    expect(on('2026-12-01')).toEqual(['2026-12-01T08:00:00-05:00']);
    expect(on('2026-12-08')).toEqual([]);
  });
  it('over midnight go on after their dates, and go with them', () => {
    const night = { startTime: '19:00', endTime: '07:00' };
    expect(on('2026-12-01', night)).toEqual(['2026-12-01T19:00:00-05:00']);
    expect(on('2026-12-02', night)).toEqual(['2026-12-02T00:00:00-05:00']);
    for (const date of ['2026-12-01', '2026-12-02']) expect(on(date, { ...night, exceptOn: ['2026-12-01'] })).toEqual([]);
  });
  it('keep their exceptions', () => {
    expect(on('2026-12-01', { exceptOn: ['2026-12-01'] })).toEqual([]);
    expect(on('2026-12-24', { alsoOn: ['2026-12-24'] })).toEqual(['2026-12-24T08:00:00-05:00']);
  });
  it.each([
    [newYork, ['2027-03-13', '2027-03-14', '2027-03-15']],
    [berlin, ['2026-10-24', '2026-10-25', '2026-10-26']],
    ['Australia/Lord_Howe', ['2026-10-03', '2026-10-04', '2026-10-05']],
    ['Pacific/Tongatapu', ['2026-12-01', '2026-12-02']],
  ])('stand in %s at one time of the wall clock on %j', (zone, dates) =>
    dates.forEach((date) => expect(on(date, { rule: 'FREQ=DAILY' }, zone)).toEqual([expect.stringContaining(`${date}T08:00:00`)])),
  );
});

describe('The hours that a roster gives', () => {
  const daily: HoursAtSite = { availableTime: [{ daysOfWeek, availableStartTime: '08:00', availableEndTime: '12:00' }] };
  const wu = (hours: HoursAtSite, changes: Partial<DefinedResource> = {}): DefinedResource => ({
    ...{ status: 'defined', resourceId: 'dr-wu', kind: 'practitioner', name: 'Dr Wu', capacity: 1 },
    ...{ hours: Map({ north: hours }), leave: Map(), outages: Map() },
    ...changes,
  });
  const site = { siteId: 'north', zone: newYork, holidays: Set(['2026-12-25']) };
  const away = { resourceId: 'dr-wu', leaveId: 'a', from: '2026-12-01T14:00:00Z', to: '2026-12-03T05:00:00Z', reason: 'sick' as const };

  it('are none on a public holiday of the site, unless it works on them', () => {
    expect(rosteredHours(wu(daily), site, '2026-12-25')).toEqual([]);
    expect(rosteredHours(wu({ ...daily, onHolidays: true }), site, '2026-12-25')).toHaveLength(1);
    expect(rosteredHours(wu(daily), site, '2026-12-24')).toHaveLength(1);
  });
  it('leave out leave, at whatever site, until it is withdrawn', () => {
    expect(rosteredHours(wu(daily, { leave: Map({ a: away }) }), site, '2026-12-01')).toEqual([
      { from: '2026-12-01T13:00:00Z', to: '2026-12-01T14:00:00Z' },
    ]);
    expect(rosteredHours(wu(daily, { leave: Map({ a: away }) }), site, '2026-12-02')).toEqual([]);
    expect(rosteredHours(wu(daily, { leave: Map({ a: 'withdrawn' as const }) }), site, '2026-12-02')).toHaveLength(1);
  });
});
