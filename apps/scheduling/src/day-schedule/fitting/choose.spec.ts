import type { Interval } from '@liaison/kernel';
import * as fc from 'fast-check';
import { budget, choose, type Option, type Share } from './choose.js';
import { peakLoad } from './peak-load.js';

const time = (from: number, to: number): Interval => ({ from: `2026-12-01T${10 + from}:00:00Z`, to: `2026-12-01T${10 + to}:00:00Z` });
const pool = (phase: string, anyOf: readonly string[], when = time(0, 1), load = 1): readonly Option<Share>[] =>
  anyOf.map((resourceId) => ({ resourceId, shares: [{ phase, resourceId, load, ...when }] }));
/** One resource for both phases. */
const pair = (phase: string, anyOf: readonly string[], ...times: readonly Interval[]): readonly Option<Share>[] =>
  anyOf.map((resourceId) => ({ resourceId, shares: times.map((when, n) => ({ phase: `${phase}-${n}`, resourceId, load: 1, ...when })) }));
const within = (capacity: number) => (shares: readonly Share[]) => peakLoad(shares) <= capacity;
const chosen = (pools: readonly (readonly Option<Share>[])[], capacity = 1) => {
  const choice = choose(pools, within(capacity));
  return choice.found === 'all' ? choice.options.map(({ resourceId }) => resourceId) : choice;
};

describe('Choosing from pools', () => {
  it('takes the first of each pool', () => expect(chosen([pool('a', ['x', 'y']), pool('b', ['z'])])).toEqual(['x', 'z']));
  it('takes the next when the first is taken by another phase', () =>
    expect(chosen([pool('a', ['x', 'y']), pool('b', ['x', 'y'])])).toEqual(['x', 'y']));
  it('makes room for a phase that has fewer to choose from', () =>
    expect(chosen([pool('a', ['x', 'y']), pool('b', ['x'])])).toEqual(['y', 'x']));
  it('uses one resource for phases that follow each other', () =>
    expect(chosen([pool('a', ['x'], time(0, 1)), pool('b', ['x'], time(1, 2))])).toEqual(['x', 'x']));
  it('keeps phases on one resource that go together, around those of others', () => {
    const room = pair('room', ['x', 'y'], time(0, 1), time(2, 3));
    expect(chosen([room, pool('scan', ['x'], time(1, 2))])).toEqual(['x', 'x']);
    expect(chosen([room, pool('scan', ['x'], time(2, 3))])).toEqual(['y', 'x']);
    expect(chosen([pair('room', ['x'], time(0, 1), time(2, 3)), pool('scan', ['x'], time(2, 3))])).toMatchObject({ found: 'too-few' });
  });
  it('names the phases that compete when there are too few resources, and only those', () =>
    expect(chosen([pool('a', ['x']), pool('b', ['z']), pool('c', ['x'])])).toEqual({ found: 'too-few', phases: ['a', 'c'] }));
  it('sees at once that eleven phases cannot share ten nurses', () => {
    const nurses = Array.from({ length: 10 }, (_, n) => `nurse-${n}`);
    const phases = Array.from({ length: 11 }, (_, n) => pool(`phase-${n}`, nurses));
    expect(chosen(phases)).toMatchObject({ found: 'too-few' });
  });
  it('finds the only seating of fifty phases, though every one would rather have the next one’s place', () => {
    const places = Array.from({ length: 50 }, (_, n) => String(n));
    const phases = places.map((place, n) => pool(`phase-${n}`, places.slice(n, n + 2).toReversed()));
    expect(phases[0]?.[0]?.resourceId).toBe('1');
    expect(chosen(phases)).toEqual(places);
  });
  it('gives up on loads that are too entangled instead of searching for ever', () => {
    const rooms = Array.from({ length: 8 }, (_, n) => `room-${n}`);
    const phases = Array.from({ length: 9 }, (_, n) => pool(`phase-${n}`, rooms, time(0, 1), 3));
    expect(choose(phases, within(5))).toEqual({ found: 'too-few', phases: phases.map((_, n) => `phase-${n}`) });
    const mixed = [...phases.slice(0, 8), ...Array.from({ length: 9 }, (_, n) => pool(`small-${n}`, rooms, time(0, 1), 2))];
    expect(choose(mixed, within(5))).toEqual({ found: 'entangled', tried: budget });
  });

  it('answers like trying everything, as long as it does not give up', () => {
    const anyOf = fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { minLength: 1 });
    const when = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 3 })).map(([from, hours]) => time(from, from + hours));
    const pools = fc.array(fc.tuple(anyOf, when, fc.integer({ min: 1, max: 2 })), { maxLength: 5 });
    fc.assert(
      fc.property(pools, fc.integer({ min: 2, max: 3 }), (wanted, capacity) => {
        const all = wanted.map(([resources, time, load], n) => pool(`phase-${n}`, resources, time, load));
        const fits = (options: readonly Option<Share>[]) =>
          ['x', 'y', 'z'].every(
            (id) => peakLoad(options.flatMap(({ shares }) => shares.filter(({ resourceId }) => resourceId === id))) <= capacity,
          );
        const choice = choose(all, within(capacity));
        expect(choice.found === 'all').toBe(everyChoice(all).some(fits));
        if (choice.found !== 'all') return;
        expect(fits(choice.options)).toBe(true);
        expect(choice.options.flatMap(({ shares }) => shares.map(({ phase }) => phase))).toEqual(all.map((_, n) => `phase-${n}`));
      }),
    );
  });
  it('matches like trying everything when every resource serves one at a time', () => {
    const pools = fc.array(fc.uniqueArray(fc.constantFrom('u', 'v', 'w', 'x', 'y'), { minLength: 1, maxLength: 3 }), { maxLength: 6 });
    fc.assert(
      fc.property(pools, (wanted) => {
        const all = wanted.map((resources, n) => pool(`phase-${n}`, resources));
        const distinct = (options: readonly Option<Share>[]) =>
          new Set(options.map(({ resourceId }) => resourceId)).size === options.length;
        expect(choose(all, within(1)).found === 'all').toBe(everyChoice(all).some(distinct));
      }),
    );
  });
});

const everyChoice = <T>(pools: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  pools.reduce<readonly (readonly T[])[]>((all, pool) => all.flatMap((chosen) => pool.map((option) => [...chosen, option])), [[]]);
