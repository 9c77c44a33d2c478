import { addMinutes, overlap } from '@liaison/kernel';
import type { Offer } from '../free-times/free-times.js';
import { inOrder } from './gaps.policies.js';
import type { Gap } from './linked-visits.events.js';

/** Free times of one of the visits, the soonest first. */
export type Candidates = { readonly name: string; readonly offers: readonly Offer[] };
export type Combination = ReadonlyMap<string, Offer>;
export type Combined = {
  readonly combinations: readonly Combination[];
  /** False: it was given up before all had been tried. */
  readonly complete: boolean;
};

/**
 * Times for all visits that keep every gap, the soonest first: for each time of the first visit the soonest of the others. So they
 * are at most as many as its times, and no more than `budget` times are ever looked at.
 */
export const combined = (candidates: readonly Candidates[], gaps: readonly Gap[], limit: number, budget: number): Combined => {
  const names = candidates.map(({ name }) => name);
  const ordered = inOrder(names, gaps).flatMap((name) => candidates.find((each) => each.name === name) ?? []);
  const [root, ...rest] = ordered;
  const left = { looks: budget };
  const combinations: Combination[] = [];
  for (const offer of root?.offers ?? []) {
    if (combinations.length >= limit) return { combinations, complete: true };
    const found = root && completed(rest, new Map([[root.name, offer]]), gaps, left);
    if (found) combinations.push(found);
    if (left.looks <= 0) return { combinations, complete: false };
  }
  return { combinations, complete: true };
};

const completed = (
  [next, ...rest]: readonly Candidates[],
  placed: Combination,
  gaps: readonly Gap[],
  left: { looks: number },
): Combination | undefined => {
  if (!next) return placed;
  const { earliest, latest } = windowOf(next.name, placed, gaps);
  for (let n = firstFrom(next.offers, earliest); n < next.offers.length && left.looks > 0; n++) {
    const offer = next.offers[n];
    if (!offer || offer.from > latest) return undefined;
    left.looks -= 1;
    if (![...placed.values()].every((other) => goTogether(offer, other))) continue;
    const found = completed(rest, new Map([...placed, [next.name, offer]]), gaps, left);
    if (found) return found;
  }
  return undefined;
};

/** Those that are to be before it have their times already. */
const windowOf = (name: string, placed: Combination, gaps: readonly Gap[]) => {
  let [earliest, latest] = ['0000', '9999'];
  for (const { first, then, leastMinutes, greatestMinutes } of gaps) {
    const before = then === name ? placed.get(first) : undefined;
    if (!before) continue;
    const [soonest, last] = [addMinutes(before.to, leastMinutes), addMinutes(before.to, greatestMinutes ?? 10_000_000)];
    if (soonest > earliest) earliest = soonest;
    if (last < latest) latest = last;
  }
  return { earliest, latest };
};

const firstFrom = (offers: readonly Offer[], earliest: string): number => {
  let [low, high] = [0, offers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offers[middle]?.from ?? '') < earliest) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The patient is in one place, and nobody is counted on twice. */
const goTogether = (one: Offer, other: Offer): boolean =>
  !overlap(one, other) &&
  !one.uses.some((use) => other.uses.some((theirs) => theirs.resourceId === use.resourceId && overlap(theirs, use)));
