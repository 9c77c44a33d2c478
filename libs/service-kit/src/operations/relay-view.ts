import type { RelayStatus } from '@liaison/messaging';

/** What operations see of the relay; undefined for a service that publishes nothing. */
export type RelayView = { status(): Promise<RelayStatus | undefined> };
export const RELAY = Symbol('liaison:relay');
