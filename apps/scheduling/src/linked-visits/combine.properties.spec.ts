import { addMinutes, overlap } from '@liaison/kernel';
import fc from 'fast-check';
import { combinations, type Candidates, type Combination } from './combine.js';
import { brokenGaps, gapFaults } from './gaps.policies.js';
import type { Gap } from './linked-visits.events.js';

const names = ['lab', 'scan', 'consultation', 'talk'];
const offer = fc
  .tuple(
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 0, max: 2 }),
    fc.constantFrom('dr-li', 'dr-ng', 'room-1'),
  )
  .map(([quarter, length, longer, resourceId]) => {
    const from = addMinutes('2026-12-01T08:00:00Z', quarter * 15);
    const to = addMinutes(from, length * 15);
    return { from, to, uses: [{ phase: 'visit', resourceId, load: 1, from, to: addMinutes(to, longer * 15) }] };
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
const placedIn = (combination: Combination) => [...combination].map(([name, offer]) => ({ name, ...offer }));
const pairsOf = (combination: Combination) => {
  const visits = placedIn(combination);
  return visits.flatMap((one, n) => visits.slice(n + 1).map((other) => [one, other] as const));
};
const fits = (combination: Combination, gaps: readonly Gap[]): boolean =>
  brokenGaps(placedIn(combination), gaps).length === 0 && pairsOf(combination).every(([one, other]) => !overlap(one, other));
/** What the days would say where everybody serves one at a time: cleaning after the one may reach into the time of the other. */
const canBeHad = (combination: Combination): boolean =>
  pairsOf(combination).every(
    ([one, other]) =>
      !one.uses.some((use) =>
        other.uses.some((theirs) => use.resourceId === theirs.resourceId && use.from < theirs.to && theirs.from < use.to),
      ),
  );
const found = (wanted: readonly Candidates[], gaps: readonly Gap[], budget: number) => {
  const [asked, had]: [Combination[], Combination[]] = [[], []];
  const search = combinations(wanted, gaps, budget);
  let step = search.next();
  while (!step.done) {
    asked.push(step.value);
    if (canBeHad(step.value)) had.push(step.value);
    step = search.next(canBeHad(step.value));
  }
  return { asked, had, complete: step.value };
};

describe('Times for visits that belong together', () => {
  it('keep every gap, are found for each time of the first that has any, and the soonest come first', () =>
    fc.assert(
      fc.property(candidates, fc.array(gap, { maxLength: 3 }), fc.boolean(), (drawn, drawnGaps, isKnown) => {
        const wanted = isKnown ? drawn.map((each) => ({ ...each, ofOneOnly: new Set(['visit']) })) : drawn;
        const known = wanted.map(({ name }) => name);
        const gaps = drawnGaps.filter(({ first, then }) => known.includes(first) && known.includes(then));
        fc.pre(gapFaults(known, gaps).length === 0);
        const { asked, had, complete } = found(wanted, gaps, 100_000);
        expect(complete).toBe(true);
        expect(asked.every((combination) => combination.size === wanted.length && fits(combination, gaps))).toBe(true);
        if (isKnown) expect(asked).toEqual(had);
        const possible = all(wanted, gaps).filter(canBeHad);
        const first = known.find((name) => !gaps.some(({ then }) => then === name)) ?? '';
        const startsOf = (those: readonly Combination[]) =>
          [...new Set(those.map((combination) => combination.get(first)?.from))].toSorted();
        expect(startsOf(had)).toEqual(startsOf(possible));
        const starts = had.map((combination) => combination.get(first)?.from);
        expect(starts).toEqual(starts.toSorted());
      }),
      { numRuns: 500 },
    ));
  it('are looked for within a budget, whatever is asked', () => {
    const from = '2026-12-01T08:00:00Z';
    const offers = Array.from({ length: 200 }, (_, n) => ({ from: addMinutes(from, n), to: addMinutes(from, n + 300), uses: [] }));
    const wanted = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => ({ name, offers }));
    expect(found(wanted, [], 10_000)).toEqual({ asked: [], had: [], complete: false }); // they all overlap: there is none
  });
});
