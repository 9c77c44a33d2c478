import { z } from 'zod';

/** An appointment id belongs to one day schedule for ever, so that its other requests know where to go. */
export const BookingRequested = z.object({
  type: z.literal('BookingRequested'),
  data: z.object({ appointmentId: z.uuid(), siteId: z.string(), date: z.iso.date() }).readonly(),
});

export const BookingEvent = z.discriminatedUnion('type', [BookingRequested]);

export type BookingRequested = z.infer<typeof BookingRequested>;
export type BookingEvent = z.infer<typeof BookingEvent>;
