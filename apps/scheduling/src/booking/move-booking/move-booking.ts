import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { BookingMoved } from '../booking.events.js';
import type { Booking } from '../booking.state.js';

export type MoveBooking = { readonly type: 'MoveBooking'; readonly data: BookingMoved['data'] };
export type MoveBookingRefusal = { readonly code: 'appointment-unknown'; readonly appointmentId: string };

/** Once for each commitment: what arrives late must not take the appointment back to where it has been. */
export const moveBooking = ({ data }: MoveBooking, booking: Booking): Decision<BookingMoved, MoveBookingRefusal> => {
  if (booking.status === 'unknown') return rejected({ code: 'appointment-unknown', appointmentId: data.appointmentId });
  return booking.movedBy.includes(data.commitmentId) ? accepted() : accepted({ type: 'BookingMoved', data });
};
