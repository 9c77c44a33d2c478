/** One number per name: the median of its rounds. Contenders take turns, so that a slow minute of the machine hits all of them. */
export const mediansOfRounds = async <Name extends string>(
  contenders: Readonly<Record<string, () => Promise<Readonly<Record<Name, number>>>>>,
  rounds: number,
): Promise<ReadonlyMap<string, Readonly<Record<Name, number>>>> => {
  const taken = new Map(Object.keys(contenders).map((name) => [name, [] as Readonly<Record<Name, number>>[]]));
  for (let round = -1; round < rounds; round += 1)
    for (const [name, contender] of Object.entries(contenders)) {
      const figures = await contender();
      if (round >= 0) taken.get(name)?.push(figures); // the first one warms up
    }
  return new Map([...taken].map(([name, all]) => [name, mediansOf(all)]));
};

const mediansOf = <Name extends string>(all: readonly Readonly<Record<Name, number>>[]): Readonly<Record<Name, number>> => {
  const names = Object.keys(all[0] ?? {}) as Name[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      quantile(
        all.map((figures) => figures[name]),
        0.5,
      ),
    ]),
  ) as Record<Name, number>;
};

/** The value below which this share of the values lies (nearest rank). */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? NaN;
};

/** Something was lost or doubled: whatever was measured means nothing. */
export class Miscounted extends Error {}

export const counted = (what: string, expected: number, actual: number): void => {
  if (expected !== actual) throw new Miscounted(`${what}: ${actual} instead of ${expected}`);
};
