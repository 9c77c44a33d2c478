/** Chance that answers the same for the same seed, anywhere. */
export type Dice = {
  /** A whole number from 0 to below `sides`. */
  roll(sides: number): number;
  between(least: number, most: number): number;
  pick<One>(from: readonly One[]): One;
  shuffled<One>(from: readonly One[]): readonly One[];
  /** Dice of their own for one purpose: what others roll does not change them. */
  for(purpose: string): Dice;
};

/** Sebastiano Vigna's splitmix64 (prng.di.unimi.it/splitmix64.c) over 64-bit integers. */
export const dice = (seed: bigint): Dice => {
  let state = BigInt.asUintN(64, seed);
  const next = (): bigint => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let mixed = state;
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n);
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
    return mixed ^ (mixed >> 31n);
  };
  const roll = (sides: number): number => Number(next() % BigInt(sides));
  const pick = <One>(from: readonly One[]): One => {
    const picked = from[roll(from.length)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  };
  return {
    roll,
    pick,
    between: (least, most) => least + roll(most - least + 1),
    shuffled: (from) => {
      const [left, taken]: [(typeof from)[number][], (typeof from)[number][]] = [[...from], []];
      while (left.length > 0) taken.push(...left.splice(roll(left.length), 1));
      return taken;
    },
    for: (purpose) => dice([...purpose].reduce((mixed, letter) => mixed * 31n + BigInt(letter.codePointAt(0) ?? 0), seed)),
  };
};
