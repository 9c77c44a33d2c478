import type { BookingEvent, BookingRequested } from './booking.events.js';

/** The day schedule that has the appointment. */
export type Place = Pick<BookingRequested['data'], 'siteId' | 'date'>;
export type Booking =
  | { readonly status: 'unknown' }
  | (BookingRequested['data'] & {
      readonly status: 'requested';
      /** Where it was before, the first place first. */
      readonly before: readonly Place[];
      /** The commitments that have moved it. */
      readonly movedBy: readonly string[];
    });

export const initial: Booking = { status: 'unknown' };

export const evolve = (booking: Booking, event: BookingEvent): Booking => {
  if (event.type === 'BookingRequested') return { ...event.data, status: 'requested', before: [], movedBy: [] };
  if (booking.status === 'unknown') return booking;
  const { siteId, date, commitmentId } = event.data;
  const before = [...booking.before, { siteId: booking.siteId, date: booking.date }];
  return { ...booking, siteId, date, before, movedBy: [...booking.movedBy, commitmentId] };
};
