import { addDays, localDateOf } from '@liaison/kernel';

export type TooFarAhead = { readonly code: 'too-far-ahead'; readonly last: string };

/** In days. */
const horizon = 731;

/** The last date that can be booked: rosters are not asked for those beyond it. */
export const lastToBook = (zone: string, now: string): string => addDays(localDateOf(now, zone), horizon);

export const tooFarAhead = (date: string, zone: string, now: string): readonly TooFarAhead[] => {
  const last = lastToBook(zone, now);
  return date > last ? [{ code: 'too-far-ahead', last }] : [];
};
