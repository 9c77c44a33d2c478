import { z } from 'zod';

/** An appointment id belongs to one day schedule at a time, so that its other requests know where to go. */
export const BookingRequested = z.object({
  type: z.literal('BookingRequested'),
  data: z.object({ appointmentId: z.uuid(), siteId: z.string(), date: z.iso.date() }).readonly(),
});

/** A commitment has moved the appointment: it belongs to another day schedule from now on. */
export const BookingMoved = z.object({
  type: z.literal('BookingMoved'),
  data: z.object({ appointmentId: z.uuid(), siteId: z.string(), date: z.iso.date(), commitmentId: z.uuid() }).readonly(),
});

export const BookingEvent = z.discriminatedUnion('type', [BookingRequested, BookingMoved]);

export type BookingRequested = z.infer<typeof BookingRequested>;
export type BookingMoved = z.infer<typeof BookingMoved>;
export type BookingEvent = z.infer<typeof BookingEvent>;
