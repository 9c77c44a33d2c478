import { addMinutes, overlap } from '@liaison/kernel';
import fc from 'fast-check';
import { combined, type Candidates, type Combination } from './combine.js';
import { brokenGaps, gapFaults } from './gaps.policies.js';
import type { Gap } from './linked-visits.events.js';

const names = ['lab', 'scan', 'consultation', 'talk'];
const offer = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 4 }), fc.constantFrom('dr-li', 'dr-ng', 'room-1'))
  .map(([quarter, length, resourceId]) => {
    const from = addMinutes('2026-12-01T08:00:00Z', quarter * 15);
    const to = addMinutes(from, length * 15);
    return { from, to, uses: [{ phase: 'visit', resourceId, load: 1, from, to }] };
  });
const candidates = fc
  .integer({ min: 2, max: 4 })
  .chain((count) =>
    fc.tuple(
      ...names
        .slice(0, count)
        .map((name) =>
          fc
            .array(offer, { maxLength: 6 })
            .map((offers): Candidates => ({ name, offers: offers.toSorted((a, b) => (a.from < b.from ? -1 : 1)) })),
        ),
    ),
  );
const gap = fc
  .tuple(
    fc.integer({ min: 0, max: 2 }),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 0, max: 6 }),
    fc.option(fc.integer({ min: 0, max: 12 })),
  )
  .map(([n, further, least, wider]): Gap => ({
    ...{ first: names[n] ?? '', then: names[n + further] ?? 'talk', leastMinutes: least * 15 },
    ...(wider !== null && { greatestMinutes: (least + wider) * 15 }),
  }));

/** Every combination there is, by trying all: what no search of ours may do. */
const all = (wanted: readonly Candidates[], gaps: readonly Gap[]): readonly Combination[] =>
  wanted
    .reduce<readonly Combination[]>(
      (found, { name, offers }) => found.flatMap((placed) => offers.map((each) => new Map([...placed, [name, each]]))),
      [new Map()],
    )
    .filter((combination) => fits(combination, gaps));
const fits = (combination: Combination, gaps: readonly Gap[]): boolean => {
  const visits = [...combination].map(([name, { from, to, uses }]) => ({ name, from, to, uses }));
  const pairs = visits.flatMap((one, n) => visits.slice(n + 1).map((other) => [one, other] as const));
  return brokenGaps(visits, gaps).length === 0 && pairs.every(([one, other]) => !overlap(one, other));
};

describe('Times for visits that belong together', () => {
  it('keep every gap, are found for each time of the first that has any, and the soonest come first', () =>
    fc.assert(
      fc.property(candidates, fc.array(gap, { maxLength: 3 }), (wanted, drawn) => {
        const known = wanted.map(({ name }) => name);
        const gaps = drawn.filter(({ first, then }) => known.includes(first) && known.includes(then));
        fc.pre(gapFaults(known, gaps).length === 0);
        const { combinations, complete } = combined(wanted, gaps, 100, 100_000);
        expect(complete).toBe(true);
        expect(combinations.every((combination) => combination.size === wanted.length && fits(combination, gaps))).toBe(true);
        const possible = all(wanted, gaps);
        const first = known.find((name) => !gaps.some(({ then }) => then === name)) ?? '';
        const startsOf = (found: readonly Combination[]) =>
          [...new Set(found.map((combination) => combination.get(first)?.from))].toSorted();
        expect(startsOf(combinations)).toEqual(startsOf(possible));
        const starts = combinations.map((combination) => combination.get(first)?.from);
        expect(starts).toEqual(starts.toSorted());
      }),
      { numRuns: 500 },
    ));
  it('are looked for within a budget, whatever is asked', () => {
    const from = '2026-12-01T08:00:00Z';
    const offers = Array.from({ length: 200 }, (_, n) => ({ from: addMinutes(from, n), to: addMinutes(from, n + 300), uses: [] }));
    const wanted = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => ({ name, offers }));
    const found = combined(wanted, [], 10, 10_000); // they all overlap: there is none
    expect(found).toEqual({ combinations: [], complete: false });
  });
});
