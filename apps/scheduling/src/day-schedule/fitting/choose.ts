import { overlap, type Interval } from '@liaison/kernel';

/** One way to serve a phase: a share of one resource for the phase's time. */
export type Option = Interval & { readonly phase: string; readonly resourceId: string; readonly load: number };
/** Whether one resource can give all of these shares. */
export type Together<O extends Option> = (shares: readonly O[]) => boolean;

export type Choice<O extends Option> =
  | { readonly found: 'all'; readonly options: readonly O[] }
  | { readonly found: 'too-few'; readonly phases: readonly string[] }
  | { readonly found: 'entangled'; readonly tried: number };

/**
 * One option out of each pool, such that every resource can give what is chosen of it. Each option alone is taken to be
 * possible. The first of each pool where that works; otherwise each group of phases that compete with each other is solved by
 * itself: by matching when every resource serves one of them at a time, by a search that ends after {@link budget} tries when not.
 */
export const choose = <O extends Option>(pools: readonly (readonly O[])[], together: Together<O>): Choice<O> => {
  const simple = firstOfEach(pools, together);
  if (simple) return { found: 'all', options: simple };
  const chosen = new Map<number, O>();
  for (const group of competing(pools)) {
    const members = group.map((n) => pools[n] ?? []);
    const solved = isExclusive(members, together) ? match(members) : search(members, together);
    if (typeof solved === 'number') return { found: 'entangled', tried: solved };
    if (!solved) return { found: 'too-few', phases: members.map((pool) => pool[0]?.phase ?? '') };
    solved.forEach((option, k) => chosen.set(group[k] ?? 0, option));
  }
  return { found: 'all', options: pools.flatMap((_, n) => chosen.get(n) ?? []) };
};

/** Beyond so many tries the answer is that nobody knows. */
export const budget = 2_000;

const rivals = <O extends Option>(option: O, others: readonly O[]): readonly O[] =>
  others.filter((other) => other.resourceId === option.resourceId && overlap(other, option));

const firstOfEach = <O extends Option>(pools: readonly (readonly O[])[], together: Together<O>): readonly O[] | undefined => {
  const chosen: O[] = [];
  for (const pool of pools) {
    const option = pool.find((each) => {
      const beside = rivals(each, chosen);
      return beside.length === 0 || together([...beside, each]);
    });
    if (!option) return undefined;
    chosen.push(option);
  }
  return chosen;
};

/** Phases that share a resource at the same time, directly or through others, by their place. */
const competing = <O extends Option>(pools: readonly (readonly O[])[]): readonly (readonly number[])[] =>
  pools.reduce<readonly (readonly number[])[]>((groups, pool, n) => {
    const touches = (group: readonly number[]) => group.some((k) => pool.some((option) => rivals(option, pools[k] ?? []).length > 0));
    return [...groups.filter((group) => !touches(group)), [...groups.filter(touches).flat(), n].toSorted((a, b) => a - b)];
  }, []);

/** All at the same time, and no resource serves two of them: then it is a matching of phases to resources. */
const isExclusive = <O extends Option>(pools: readonly (readonly O[])[], together: Together<O>): boolean =>
  pools.every((pool, n) =>
    pools.slice(n + 1).every((other) => {
      const [a, b] = [pool[0], other[0]];
      if (a && b && !overlap(a, b)) return false;
      return pool.every((option) => rivals(option, other).every((rival) => !together([option, rival])));
    }),
  );

/** Bipartite matching by augmenting paths: a phase takes a resource if whoever has it finds another. */
const match = <O extends Option>(pools: readonly (readonly O[])[]): readonly O[] | undefined => {
  const holder = new Map<string, number>();
  const chosen = new Map<number, O>();
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
const search = <O extends Option>(pools: readonly (readonly O[])[], together: Together<O>): readonly O[] | number | undefined => {
  const order = pools.map((_, n) => n).toSorted((a, b) => (pools[a]?.length ?? 0) - (pools[b]?.length ?? 0));
  let tried = 0;
  const extend = (chosen: readonly O[]): readonly O[] | undefined => {
    if (chosen.length === order.length) return chosen;
    for (const option of pools[order[chosen.length] ?? 0] ?? []) {
      if (tried === budget) return undefined;
      tried += 1;
      const beside = rivals(option, chosen);
      const all = beside.length === 0 || together([...beside, option]) ? extend([...chosen, option]) : undefined;
      if (all) return all;
    }
    return undefined;
  };
  const all = extend([]);
  if (!all) return tried === budget ? tried : undefined;
  return pools.flatMap((_, n) => all[order.indexOf(n)] ?? []);
};
