import { intersection, minus, overlap, union, within, type Interval } from './interval.js';

const at = (from: string, to: string): Interval => ({ from: `2026-12-01T${from}:00Z`, to: `2026-12-01T${to}:00Z` });

describe('An interval', () => {
  it('ends before what begins at its end', () => expect(overlap(at('09:00', '10:00'), at('10:00', '11:00'))).toBe(false));
  it('overlaps what shares a second with it', () => expect(overlap(at('09:00', '10:00'), at('09:59', '11:00'))).toBe(true));
  it('lies within itself', () => expect(within(at('09:00', '10:00'), at('09:00', '10:00'))).toBe(true));
});

describe('Intervals', () => {
  it('join where they touch, in any order', () =>
    expect(union([at('10:00', '11:00'), at('13:00', '14:00'), at('09:00', '10:00'), at('10:30', '10:45')])).toEqual([
      at('09:00', '11:00'),
      at('13:00', '14:00'),
    ]));
  it('lose what is taken out of their middle, their ends, and all of it', () => {
    expect(minus([at('09:00', '12:00')], [at('10:00', '11:00')])).toEqual([at('09:00', '10:00'), at('11:00', '12:00')]);
    expect(minus([at('09:00', '12:00')], [at('08:00', '10:00'), at('11:30', '13:00')])).toEqual([at('10:00', '11:30')]);
    expect(minus([at('09:00', '12:00')], [at('08:00', '13:00')])).toEqual([]);
  });
  it('share what lies in both', () =>
    expect(intersection([at('09:00', '12:00')], [at('08:00', '10:00'), at('11:00', '13:00')])).toEqual([
      at('09:00', '10:00'),
      at('11:00', '12:00'),
    ]));
});
