/** One stretch after the other, each at once: enough to keep a store busy, few enough not to flood it. */
export const inStrides = async <Item, Result>(
  items: readonly Item[],
  stride: number,
  act: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> => {
  const results: Result[] = [];
  for (let n = 0; n < items.length; n += stride) results.push(...(await Promise.all(items.slice(n, n + stride).map(act))));
  return results;
};
