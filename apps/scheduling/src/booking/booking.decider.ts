import type { Decider } from '@liaison/kernel';
import type { BookingEvent } from './booking.events.js';
import { evolve, initial, type Booking } from './booking.state.js';
import { moveBooking, type MoveBooking, type MoveBookingRefusal } from './move-booking/move-booking.js';
import { requestBooking, type RequestBooking, type RequestRefusal } from './request-booking/request-booking.js';

export type BookingCommand = RequestBooking | MoveBooking;

export const booking: Decider<BookingCommand, Booking, BookingEvent, RequestRefusal | MoveBookingRefusal> = {
  initial,
  evolve,
  decide: (command, state) => {
    switch (command.type) {
      case 'RequestBooking':
        return requestBooking(command, state);
      case 'MoveBooking':
        return moveBooking(command, state);
    }
  },
};
