import type { Decider } from '@liaison/kernel';
import type { BookingEvent } from './booking.events.js';
import { evolve, initial, type Booking } from './booking.state.js';
import { requestBooking, type RequestBooking, type RequestRefusal } from './request-booking/request-booking.js';

export type BookingCommand = RequestBooking;

export const booking: Decider<BookingCommand, Booking, BookingEvent, RequestRefusal> = { initial, evolve, decide: requestBooking };
