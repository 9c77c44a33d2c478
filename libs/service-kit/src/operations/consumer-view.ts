import type { LiaisonStrategy } from '@liaison/messaging';

/** What operations see of the consumer and of what it has parked; nothing in a service that consumes nothing. */
export type ConsumerView = { readonly strategy: Pick<LiaisonStrategy, 'parked' | 'replay' | 'consumption'> | undefined };
export const CONSUMER = Symbol('liaison:consumer');
