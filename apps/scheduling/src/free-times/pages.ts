import type { Ranked } from './rank.policies.js';

export const orders = ['soonest', 'best', 'nearest'] as const;
export type Order = (typeof orders)[number];

/** An offer of one kind of visit, with its place in an order: numbers and texts that are compared one after another. */
export type Found = Ranked & { readonly visitTypeId: string };
export type PlaceInOrder = readonly (number | string)[];

/** Unique among the offers of one search, so that a page can end anywhere. */
export const placeOf = (order: Order, { from, score, reasons, visitTypeId }: Found): PlaceInOrder => {
  switch (order) {
    case 'soonest':
      return [from, visitTypeId];
    case 'best':
      return [-score, from, visitTypeId];
    case 'nearest':
      return [distanceOf(reasons), from, visitTypeId];
  }
};

const distanceOf = (reasons: Found['reasons']): number =>
  reasons.reduce((found, reason) => (reason.code === 'distance' ? reason.minutes : found), 0);

export const compared = (a: PlaceInOrder, b: PlaceInOrder): number => {
  const n = a.findIndex((part, k) => part !== b[k]);
  const [x, y] = [a[n], b[n]];
  return n === -1 || x === undefined || y === undefined ? 0 : x < y ? -1 : 1;
};

/** What follows a place in the order, up to a limit, and whether there is more. */
export const pageOf = (
  offers: readonly Found[],
  { order, after, limit }: { readonly order: Order; readonly after: PlaceInOrder | undefined; readonly limit: number },
): { readonly page: readonly Found[]; readonly more: boolean } => {
  const placed = offers
    .map((offer) => ({ offer, place: placeOf(order, offer) }))
    .filter(({ place }) => after === undefined || compared(place, after) > 0)
    .toSorted((a, b) => compared(a.place, b.place));
  return { page: placed.slice(0, limit).map(({ offer }) => offer), more: placed.length > limit };
};
