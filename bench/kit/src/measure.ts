export type Rounds = { readonly count: number; readonly warmUp?: number };

/** Every candidate once a round, in an order that turns, so that a machine that slows down slows all of them down. */
const taken = async <Name extends string, Taken>(
  candidates: ReadonlyMap<Name, () => Promise<Taken>>,
  { count, warmUp = 1 }: Rounds,
): Promise<ReadonlyMap<Name, readonly Taken[]>> => {
  const names = [...candidates.keys()];
  const all = new Map(names.map((name) => [name, [] as Taken[]]));
  for (let round = -warmUp; round < count; round++)
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round + warmUp) % names.length];
      const candidate = name !== undefined && candidates.get(name);
      if (!candidate) continue;
      const value = await candidate();
      if (round >= 0) all.get(name)?.push(value);
    }
  return all;
};

/** A median for each candidate. */
export const rounds = async <Name extends string>(
  candidates: ReadonlyMap<Name, () => Promise<number>>,
  options: Rounds,
): Promise<ReadonlyMap<Name, number>> => new Map([...(await taken(candidates, options))].map(([name, values]) => [name, median(values)]));

/** A median for each figure of each candidate. */
export const roundsOfFigures = async <Name extends string, Figure extends string>(
  candidates: ReadonlyMap<Name, () => Promise<Readonly<Record<Figure, number>>>>,
  options: Rounds,
): Promise<ReadonlyMap<Name, Readonly<Record<Figure, number>>>> =>
  new Map([...(await taken(candidates, options))].map(([name, all]) => [name, mediansOf(all)]));

const mediansOf = <Figure extends string>(all: readonly Readonly<Record<Figure, number>>[]): Readonly<Record<Figure, number>> =>
  Object.fromEntries(
    (Object.keys(all[0] ?? {}) as Figure[]).map((figure) => [figure, median(all.map((figures) => figures[figure]))]),
  ) as Record<Figure, number>;

/** The milliseconds of each act, by turns. */
export const byTurns = async <Name extends string>(
  acts: Readonly<Record<Name, () => Promise<unknown>>>,
  options: Rounds,
): Promise<Readonly<Record<Name, readonly number[]>>> => {
  const names = Object.keys(acts) as Name[];
  const all = await taken(new Map(names.map((name) => [name, () => timed(acts[name])])), options);
  return Object.fromEntries(all) as Record<Name, readonly number[]>;
};

/** Milliseconds of one act. */
const timed = async (act: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await act();
  return performance.now() - from;
};

/** How often something happens in a second. @param act says how many times it did it */
export const perSecond = async (act: () => Promise<number>): Promise<number> => {
  const from = performance.now();
  const times = await act();
  return (times * 1000) / (performance.now() - from);
};

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
};

/** The value below which this share of the values lies (nearest rank). */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? NaN;
};
