import type { LiaisonStrategy } from '@liaison/messaging';

/** What operations see of parked events; nothing in a service that consumes nothing. */
export type ParkedView = { readonly strategy: Pick<LiaisonStrategy, 'parked' | 'replay'> | undefined };
export const PARKED = Symbol('liaison:parked');
