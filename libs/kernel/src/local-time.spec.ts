import {
  addMinutes,
  datesOf,
  dayOfWeek,
  isTimeZone,
  localDateOf,
  minuteOfDay,
  minutesBetween,
  onTheWall,
  readOffTheWall,
  toUtc,
  wallTime,
  wholeDay,
} from './local-time.js';

const newYork = 'America/New_York';
const berlin = 'Europe/Berlin';

describe('Local time', () => {
  it.each([
    [newYork, '2026-03-08', 23],
    [newYork, '2026-11-01', 25],
    [newYork, '2026-12-01', 24],
    [berlin, '2026-03-29', 23],
    [berlin, '2026-10-25', 25],
  ])('%s has on %s a day of %d hours', (zone, date, hours) => {
    const { from, to } = wholeDay(date, zone);
    expect(minutesBetween(from, to) / 60).toBe(hours);
  });
  it('moves a time that the clocks leave out forward by the gap', () =>
    expect(wallTime('2026-03-08', '02:30', newYork)).toBe('2026-03-08T07:30:00Z'));
  it('means the first of two times of one name', () => expect(wallTime('2026-11-01', '01:30', newYork)).toBe('2026-11-01T05:30:00Z'));
  it('ends a day at 24:00', () => expect(wallTime('2026-12-01', '24:00', berlin)).toBe('2026-12-01T23:00:00Z'));
  it('knows the zones of the IANA database and no others', () =>
    expect([newYork, 'Mars/Olympus', '', '+05:00'].map(isTimeZone)).toEqual([true, false, false, false]));
  it('takes any offset as UTC', () => expect(toUtc('2026-12-01T09:00:00.9-05:00')).toBe('2026-12-01T14:00:00Z'));
  it('shows an instant on the wall', () => {
    expect(onTheWall('2026-12-01T14:00:00Z', newYork)).toBe('2026-12-01T09:00:00-05:00');
    expect(localDateOf('2026-12-01T04:59:59Z', newYork)).toBe('2026-11-30');
    expect(minuteOfDay('2026-12-01T14:15:00Z', newYork)).toBe(9 * 60 + 15);
    expect(minuteOfDay('2026-12-01T14:15:30Z', newYork)).toBeUndefined();
  });
  it.each([
    ['2027-03-14T02:30', newYork, { fault: 'does-not-exist' }],
    ['2026-11-01T01:30', newYork, { fault: 'exists-twice' }],
    ['2026-12-01T09:00', newYork, { instant: '2026-12-01T14:00:00Z' }],
    ['2027-10-03T02:15', 'Australia/Lord_Howe', { fault: 'does-not-exist' }],
    ['2027-04-04T01:45', 'Australia/Lord_Howe', { fault: 'exists-twice' }],
    ['2011-12-30T12:00', 'Pacific/Apia', { fault: 'does-not-exist' }],
  ])('%s in %s is read off the wall as %j', (local, zone, read) => expect(readOffTheWall(local, zone)).toEqual(read));
  it('counts minutes over a change of the clocks', () => expect(addMinutes('2026-11-01T05:30:00Z', 60)).toBe('2026-11-01T06:30:00Z'));
  it('names the day of the week', () => expect(dayOfWeek('2026-12-01')).toBe('tue'));
  it('lists the dates that an interval touches, and not the one that it ends at', () =>
    expect(datesOf({ from: '2026-12-01T05:00:00Z', to: '2026-12-03T05:00:00Z' }, newYork)).toEqual(['2026-12-01', '2026-12-02']));
});
