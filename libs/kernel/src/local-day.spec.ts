import { firstAt, gridOf, localDay, minuteOf, minuteOn } from './local-day.js';
import { minutesBetween, wallTime } from './local-time.js';

const newYork = 'America/New_York';
const spring = localDay('2027-03-14', newYork);
const autumn = localDay('2026-11-01', newYork);
const hoursFrom = (day: ReturnType<typeof localDay>, from: string, to: string) =>
  minutesBetween(firstAt(day, minuteOf(from)), firstAt(day, minuteOf(to))) / 60;

describe('A local day', () => {
  it('is one even stretch when no clock changes', () =>
    expect(localDay('2026-12-01', newYork)).toEqual({
      from: '2026-12-01T05:00:00Z',
      to: '2026-12-02T05:00:00Z',
      stretches: [{ from: '2026-12-01T05:00:00Z', to: '2026-12-02T05:00:00Z', minute: 0 }],
    }));
  it('is two stretches when the clocks change', () => {
    expect(spring.stretches.map(({ minute }) => minute)).toEqual([0, 180]);
    expect(autumn.stretches.map(({ minute }) => minute)).toEqual([0, 60]);
  });
  it('begins where the clock begins when midnight itself is left out', () =>
    expect(localDay('2018-11-04', 'America/Sao_Paulo').stretches).toEqual([
      { from: '2018-11-04T03:00:00Z', to: '2018-11-05T02:00:00Z', minute: 60 },
    ]));
  it('knows a change of half an hour', () =>
    expect(localDay('2026-10-04', 'Australia/Lord_Howe').stretches.map(({ minute }) => minute)).toEqual([0, 150]));
  it('shows the same minute twice when the clock goes back', () =>
    expect(['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'].map((instant) => minuteOn(autumn, instant))).toEqual([90, 90]));
  it('shows nothing for an instant of another day', () => expect(minuteOn(spring, '2027-03-13T12:00:00Z')).toBeUndefined());
  it('reaches a time that the clock leaves out when the clock jumps over it', () =>
    expect(firstAt(spring, minuteOf('02:30'))).toBe(wallTime('2027-03-14', '03:00', newYork)));
  it('reaches a repeated time the first time, and the end of the day at 24:00', () => {
    expect(firstAt(autumn, minuteOf('01:30'))).toBe('2026-11-01T05:30:00Z');
    expect(firstAt(autumn, minuteOf('24:00'))).toBe(autumn.to);
  });
  it('has a night of five hours in spring and of seven in autumn', () => {
    expect(hoursFrom(spring, '00:00', '06:00')).toBe(5);
    expect(hoursFrom(autumn, '00:00', '06:00')).toBe(7);
  });
  it('has a grid that leaves out what the clock leaves out and repeats what it repeats', () => {
    expect(gridOf(spring, 30)).toHaveLength(46);
    expect(gridOf(autumn, 30)).toHaveLength(50);
    expect(gridOf(localDay('2026-10-04', 'Australia/Lord_Howe'), 60)).toHaveLength(23);
  });
  it('has a grid on which every instant is a multiple on the wall', () =>
    [15, 20, 120, 240].forEach((grid) =>
      [spring, autumn].forEach((day) =>
        expect(gridOf(day, grid).filter((instant) => (minuteOn(day, instant) ?? 1) % grid !== 0)).toEqual([]),
      ),
    ));
});
