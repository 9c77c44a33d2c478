/** How many requests are under way at once where order does not matter. */
const lanes = 4;

/** Does it for each item, in order of beginning, a few at a time. After a failure nothing more begins, and what has begun is awaited. */
export const inLanes = async <Item>(items: Iterable<Item>, work: (item: Item) => Promise<void>, atOnce = lanes): Promise<void> => {
  const left = items[Symbol.iterator]();
  const rest = { [Symbol.iterator]: () => left };
  const failures: unknown[] = [];
  const lane = async () => {
    for (const item of rest) {
      if (failures.length > 0) return;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  if (failures.length > 0) throw failures[0];
};
