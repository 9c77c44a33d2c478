import { Instant } from '@liaison/contracts';
import { z } from 'zod';
import { Slug } from '../http/ids.js';
import { Need } from '../visit-type/needs.js';
import { sealed, unsealed } from './opaque.js';

/** Everything that booking needs of an offer; whose it is comes with the booking. */
const OfferFacts = z.object({
  siteId: Slug,
  visitTypeId: Slug,
  start: Instant,
  with: z.array(Slug).max(50),
  needs: z.array(Need).max(10),
});
export type OfferFacts = z.infer<typeof OfferFacts>;

export const offerIdOf = (facts: OfferFacts): string => sealed(facts);

/** Undefined: it is none of ours, or something of it got lost. */
export const offerOf = (offerId: string): OfferFacts | undefined => unsealed(offerId, OfferFacts);
