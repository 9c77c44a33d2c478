import type { BookingEvent, BookingRequested } from './booking.events.js';

export type Booking = { readonly status: 'unknown' } | (BookingRequested['data'] & { readonly status: 'requested' });

export const initial: Booking = { status: 'unknown' };

export const evolve = (_: Booking, event: BookingEvent): Booking => ({ ...event.data, status: 'requested' });
