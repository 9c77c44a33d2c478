import { dice } from '@liaison/chaos';
import { wishesOf } from './wishes.js';

describe('The wishes of a contest', () => {
  const wishes = wishesOf(3_000, '2030-01-07', dice(7n));

  it('are the same for the same seed, and others for another', () => {
    expect(wishesOf(3_000, '2030-01-07', dice(7n))).toEqual(wishes);
    expect(wishesOf(3_000, '2030-01-07', dice(8n))).not.toEqual(wishes);
  });
  it('are for few days, by patients who want several things, with something of everything', () => {
    expect([...new Set(wishes.map(({ start }) => start.slice(0, 10)))].toSorted()).toEqual(['2030-01-07', '2030-01-08']);
    expect(new Set(wishes.map(({ patientId }) => patientId)).size).toBe(120);
    expect(new Set(wishes.map(({ appointmentId }) => appointmentId)).size).toBe(wishes.length);
    expect(new Set(wishes.map(({ visitTypeId }) => visitTypeId)).size).toBe(4);
    for (const end of ['keep', 'cancel', 'move', 'release']) expect(wishes.map(({ then }) => then)).toContain(end);
    for (const kind of ['holds', 'overbooks', 'repeats'] as const) expect(wishes.some((wish) => wish[kind])).toBe(true);
  });
  it('begin within the hours, on the grid', () => {
    for (const { start, movesTo } of wishes)
      for (const time of [start, movesTo]) expect(time).toMatch(/^2030-01-0[78]T(0[89]|1[0-6]):[024]0:00Z$/);
  });
});
