/** From inclusive, to exclusive: UTC instants in ISO 8601 at whole seconds (`2026-12-01T09:00:00Z`), so that text order is time order. */
export type Interval = { readonly from: string; readonly to: string };

export const overlap = (a: Interval, b: Interval): boolean => a.from < b.to && b.from < a.to;

export const within = (inner: Interval, outer: Interval): boolean => outer.from <= inner.from && inner.to <= outer.to;

/** Sorted, with what touches or overlaps joined and what is empty left out. */
export const union = (intervals: readonly Interval[]): readonly Interval[] =>
  intervals
    .filter(({ from, to }) => from < to)
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
    .reduce<readonly Interval[]>((joined, { from, to }) => {
      const last = joined.at(-1);
      if (!last || last.to < from) return [...joined, { from, to }];
      return [...joined.slice(0, -1), { from: last.from, to: last.to > to ? last.to : to }];
    }, []);

/** The parts of `whole` that no one of `parts` covers. */
export const minus = (whole: readonly Interval[], parts: readonly Interval[]): readonly Interval[] =>
  parts.reduce<readonly Interval[]>(
    (left, part) =>
      left.flatMap((piece) =>
        overlap(piece, part)
          ? [
              { from: piece.from, to: part.from },
              { from: part.to, to: piece.to },
            ].filter(({ from, to }) => from < to)
          : [piece],
      ),
    union(whole),
  );

/** Where both have something. */
export const intersection = (a: readonly Interval[], b: readonly Interval[]): readonly Interval[] =>
  union(
    a.flatMap((x) =>
      b.filter((y) => overlap(x, y)).map((y) => ({ from: x.from > y.from ? x.from : y.from, to: x.to < y.to ? x.to : y.to })),
    ),
  );
