import { addMinutes } from '@liaison/kernel';
import fc from 'fast-check';
import { at } from '../day-schedule/day-schedule.examples.js';
import { loadMinutes, minutesOf } from './load-minutes.js';

const share = (from: string, to: string, load = 1) => ({ ...at(from, to), load });

describe('Minutes of a resource', () => {
  it('are used in its hours, outside of them, or idle', () =>
    expect(loadMinutes([at('08:00', '10:00')], 1, [share('09:00', '10:30')])).toEqual({ within: 60, outside: 30, idle: 60 }));
  it('count for as much as its capacity', () =>
    expect(loadMinutes([at('08:00', '10:00')], 4, [share('08:00', '09:00', 3), share('08:30', '09:00')])).toEqual({
      within: 210,
      outside: 0,
      idle: 270,
    }));
  it('are never idle by less than nothing where it is overbooked', () =>
    expect(loadMinutes([at('08:00', '09:00')], 1, [share('08:00', '09:00'), share('08:00', '09:00')])).toEqual({
      within: 120,
      outside: 0,
      idle: 0,
    }));
  it('count once where times overlap', () => expect(minutesOf([at('08:00', '09:00'), at('08:30', '10:00')])).toBe(120));

  const instant = (minute: number) => addMinutes('2026-12-01T00:00:00Z', minute);
  const interval = fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 30 }))
    .map(([from, length]) => ({ from: instant(from), to: instant(from + length) }));
  const load = fc.integer({ min: 1, max: 4 });
  it('are what one counts minute by minute', () =>
    fc.assert(
      fc.property(
        fc.array(interval, { maxLength: 4 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.tuple(interval, load), { maxLength: 6 }),
        (hours, capacity, all) => {
          const shares = all.map(([time, share]) => ({ ...time, load: share }));
          const counted = { within: 0, outside: 0, idle: 0 };
          for (let minute = 0; minute < 100; minute++) {
            const covers = ({ from, to }: { from: string; to: string }) => from <= instant(minute) && instant(minute) < to;
            const used = shares.filter(covers).reduce((sum, each) => sum + each.load, 0);
            const isThere = hours.some(covers);
            counted[isThere ? 'within' : 'outside'] += used;
            if (isThere) counted.idle += Math.max(0, capacity - used);
          }
          expect(loadMinutes(hours, capacity, shares)).toEqual(counted);
        },
      ),
    ));
});
