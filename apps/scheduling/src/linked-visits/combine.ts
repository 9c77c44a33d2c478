import { addMinutes, overlap } from '@liaison/kernel';
import type { Offer } from '../free-times/free-times.js';
import { inOrder } from './gaps.policies.js';
import type { Gap } from './linked-visits.events.js';

/** Free times of one of the visits, the soonest first. */
export type Candidates = {
  readonly name: string;
  readonly offers: readonly Offer[];
  /** Phases that only one resource can serve, and that one of them at a time. */
  readonly ofOneOnly?: ReadonlySet<string>;
};
export type Combination = ReadonlyMap<string, Offer>;
/** Told whether a combination can be had; in the end whether all have been tried. */
export type Combinations = Generator<Combination, boolean, boolean>;

/**
 * Times for all visits that keep every gap, the soonest first: for each time of the first visit the soonest of the others that can be
 * had beside it, for who serves them is not free for all of them only because they are for each. No more than `budget` times are ever
 * looked at.
 */
export function* combinations(candidates: readonly Candidates[], gaps: readonly Gap[], budget: number): Combinations {
  const names = candidates.map(({ name }) => name);
  const [root, ...rest] = inOrder(names, gaps).flatMap((name) => candidates.find((each) => each.name === name) ?? []);
  const left = { looks: budget };
  for (const offer of root?.offers ?? []) {
    if (root) yield* completed(rest, [{ ...root, offer }], gaps, left);
    if (left.looks <= 0) return false;
  }
  return true;
}

type Placed = Candidates & { readonly offer: Offer };

/** @returns whether there is one that can be had */
function* completed(
  [next, ...rest]: readonly Candidates[],
  placed: readonly Placed[],
  gaps: readonly Gap[],
  left: { looks: number },
): Combinations {
  if (!next) return yield new Map(placed.map(({ name, offer }) => [name, offer]));
  const { earliest, latest } = windowOf(next.name, placed, gaps);
  for (let n = firstFrom(next.offers, earliest); n < next.offers.length && left.looks > 0; n++) {
    const offer = next.offers[n];
    if (!offer || offer.from > latest) return false;
    left.looks -= 1;
    const placing = { ...next, offer };
    if (!placed.every((other) => mayGoTogether(placing, other))) continue;
    if (yield* completed(rest, [...placed, placing], gaps, left)) return true;
  }
  return false;
}

/** Those that are to be before it have their times already. */
const windowOf = (name: string, placed: readonly Placed[], gaps: readonly Gap[]) => {
  let [earliest, latest] = ['0000', '9999'];
  for (const { first, then, leastMinutes, greatestMinutes } of gaps) {
    const before = then === name ? placed.find((each) => each.name === first)?.offer : undefined;
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

/** The patient is in one place. Where another one could serve, or one can serve both, only the days know. */
const mayGoTogether = (one: Placed, other: Placed): boolean =>
  !overlap(one.offer, other.offer) && !bound(one).some((use) => bound(other).some((theirs) => isSame(theirs, use) && overlap(theirs, use)));

const bound = ({ offer, ofOneOnly }: Placed) => offer.uses.filter(({ phase }) => ofOneOnly?.has(phase) === true);

const isSame = (one: { readonly resourceId: string }, other: { readonly resourceId: string }): boolean =>
  one.resourceId === other.resourceId;
