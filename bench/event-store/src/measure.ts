/** Runs every candidate once a round, in an order that turns, so that a machine that slows down slows all of them down. */
export const rounds = async <Name extends string>(
  candidates: ReadonlyMap<Name, () => Promise<number>>,
  { count, warmUp = 1 }: { readonly count: number; readonly warmUp?: number },
): Promise<ReadonlyMap<Name, number>> => {
  const names = [...candidates.keys()];
  const taken = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = -warmUp; round < count; round++)
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round + warmUp) % names.length];
      const candidate = name !== undefined && candidates.get(name);
      if (!candidate) continue;
      const value = await candidate();
      if (round >= 0) taken.get(name)?.push(value);
    }
  return new Map([...taken].map(([name, values]) => [name, median(values)]));
};

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
};

/** How often something happens in a second. @param act says how many times it did it */
export const perSecond = async (act: () => Promise<number>): Promise<number> => {
  const from = performance.now();
  const times = await act();
  return (times * 1000) / (performance.now() - from);
};
