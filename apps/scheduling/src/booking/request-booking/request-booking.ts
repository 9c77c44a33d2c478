import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { BookingRequested } from '../booking.events.js';
import type { Booking } from '../booking.state.js';

export type RequestBooking = { readonly type: 'RequestBooking'; readonly data: BookingRequested['data'] };
/** Where the id belongs instead. */
export type RequestRefusal = {
  readonly code: 'appointment-id-used';
  readonly appointmentId: string;
  readonly siteId: string;
  readonly date: string;
};

export const requestBooking = ({ data }: RequestBooking, booking: Booking): Decision<BookingRequested, RequestRefusal> => {
  if (booking.status === 'unknown') return accepted({ type: 'BookingRequested', data });
  const { appointmentId, siteId, date } = booking;
  return siteId === data.siteId && date === data.date ? accepted() : rejected({ code: 'appointment-id-used', appointmentId, siteId, date });
};
