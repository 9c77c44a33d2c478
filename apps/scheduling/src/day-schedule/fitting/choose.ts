import { overlap, type Interval } from '@liaison/kernel';

export type Share = Interval & { readonly phase: string; readonly resourceId: string; readonly load: number };
/** One way to serve a phase, and those that go with it: shares of one resource. */
export type Option<S extends Share> = { readonly resourceId: string; readonly shares: readonly S[] };
/** Whether one resource can give all of these shares. */
export type Together<S extends Share> = (shares: readonly S[]) => boolean;

export type Choice<S extends Share> =
  | { readonly found: 'all'; readonly options: readonly Option<S>[] }
  | { readonly found: 'too-few'; readonly phases: readonly string[] }
  | { readonly found: 'entangled'; readonly tried: number };

type Pool<S extends Share> = readonly Option<S>[];

/**
 * One option out of each pool, such that every resource can give what is chosen of it. Each option alone is taken to be
 * possible. The first of each pool where that works; otherwise each group of phases that compete with each other is solved by
 * itself: by matching when every resource serves one of them at a time, by a search that ends after {@link budget} tries when not.
 */
export const choose = <S extends Share>(pools: readonly Pool<S>[], together: Together<S>): Choice<S> => {
  const simple = firstOfEach(pools, together);
  if (simple) return { found: 'all', options: simple };
  const chosen = new Map<number, Option<S>>();
  for (const group of competing(pools)) {
    const members = group.map((n) => pools[n] ?? []);
    const solved = isExclusive(members, together) ? match(members) : search(members, together);
    if (typeof solved === 'number') return { found: 'entangled', tried: solved };
    if (!solved) return { found: 'too-few', phases: members.map((pool) => pool[0]?.shares[0]?.phase ?? '') };
    solved.forEach((option, k) => chosen.set(group[k] ?? 0, option));
  }
  return { found: 'all', options: pools.flatMap((_, n) => chosen.get(n) ?? []) };
};

/** Beyond as many tries the answer is that nobody knows. */
export const budget = 2_000;

const meet = <S extends Share>(a: Option<S>, b: Option<S>): boolean =>
  a.shares.some((share) => b.shares.some((other) => overlap(share, other)));

/** Options of the same resource at the same time. */
export const rivals = <S extends Share>(option: Option<S>, others: readonly Option<S>[]): readonly Option<S>[] =>
  others.filter((other) => other.resourceId === option.resourceId && meet(other, option));

const fits = <S extends Share>(option: Option<S>, chosen: readonly Option<S>[], together: Together<S>): boolean => {
  const beside = rivals(option, chosen);
  return beside.length === 0 || together([...beside.flatMap(({ shares }) => shares), ...option.shares]);
};

const firstOfEach = <S extends Share>(pools: readonly Pool<S>[], together: Together<S>): readonly Option<S>[] | undefined => {
  const chosen: Option<S>[] = [];
  for (const pool of pools) {
    const option = pool.find((each) => fits(each, chosen, together));
    if (!option) return undefined;
    chosen.push(option);
  }
  return chosen;
};

/** Phases that share a resource at the same time, directly or through others, by their place. */
const competing = <S extends Share>(pools: readonly Pool<S>[]): readonly (readonly number[])[] =>
  pools.reduce<readonly (readonly number[])[]>((groups, pool, n) => {
    const touches = (group: readonly number[]) => group.some((k) => pool.some((option) => rivals(option, pools[k] ?? []).length > 0));
    return [...groups.filter((group) => !touches(group)), [...groups.filter(touches).flat(), n].toSorted((a, b) => a - b)];
  }, []);

/** All at the same time, and no resource serves two of them: then it is a matching of phases to resources. */
const isExclusive = <S extends Share>(pools: readonly Pool<S>[], together: Together<S>): boolean =>
  pools.every((pool, n) =>
    pools.slice(n + 1).every((other) => {
      const [a, b] = [pool[0], other[0]];
      if (a && b && !meet(a, b)) return false;
      return pool.every((option) => rivals(option, other).every((rival) => !together([...option.shares, ...rival.shares])));
    }),
  );

/** Bipartite matching by augmenting paths: a phase takes a resource if whoever has it finds another. */
const match = <S extends Share>(pools: readonly Pool<S>[]): readonly Option<S>[] | undefined => {
  const holder = new Map<string, number>();
  const chosen = new Map<number, Option<S>>();
  const seat = (n: number, asked: Set<string>): boolean =>
    (pools[n] ?? []).some((option) => {
      if (asked.has(option.resourceId)) return false;
      asked.add(option.resourceId);
      const held = holder.get(option.resourceId);
      if (held !== undefined && !seat(held, asked)) return false;
      holder.set(option.resourceId, n);
      chosen.set(n, option);
      return true;
    });
  return pools.every((_, n) => seat(n, new Set())) ? pools.flatMap((_, n) => chosen.get(n) ?? []) : undefined;
};

/** Depth first, the phase with the smallest pool first. A number: the budget is used up. */
const search = <S extends Share>(pools: readonly Pool<S>[], together: Together<S>): readonly Option<S>[] | number | undefined => {
  const order = pools.map((_, n) => n).toSorted((a, b) => (pools[a]?.length ?? 0) - (pools[b]?.length ?? 0));
  let tried = 0;
  const extend = (chosen: readonly Option<S>[]): readonly Option<S>[] | undefined => {
    if (chosen.length === order.length) return chosen;
    for (const option of pools[order[chosen.length] ?? 0] ?? []) {
      if (tried === budget) return undefined;
      tried += 1;
      const all = fits(option, chosen, together) ? extend([...chosen, option]) : undefined;
      if (all) return all;
    }
    return undefined;
  };
  const all = extend([]);
  if (!all) return tried === budget ? tried : undefined;
  return pools.flatMap((_, n) => all[order.indexOf(n)] ?? []);
};
