import { daysOfWeek, minutesBetween, onTheWall } from '@liaison/kernel';
import * as fc from 'fast-check';
import type { AvailableTime } from './resource.events.js';
import { plannedHours } from './planned-hours.js';

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
