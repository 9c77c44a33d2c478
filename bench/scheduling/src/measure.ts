/** Milliseconds of one act. */
export const timed = async (act: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await act();
  return performance.now() - from;
};

/** The least value that so large a part of all does not exceed. */
export const percentile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
};

/** Acts by turns, after a few that do not count, so that what slows the machine down slows down all of them. */
export const byTurns = async <Name extends string>(
  acts: Readonly<Record<Name, () => Promise<unknown>>>,
  times: number,
  warmUp: number,
): Promise<Readonly<Record<Name, readonly number[]>>> => {
  const names = Object.keys(acts) as Name[];
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let n = -warmUp; n < times; n++)
    for (const name of names) {
      const ms = await timed(acts[name]);
      if (n >= 0) taken[name].push(ms);
    }
  return taken;
};
