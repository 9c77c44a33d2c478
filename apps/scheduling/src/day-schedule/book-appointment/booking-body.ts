import { toUtc } from '@liaison/kernel';
import type { Caller } from '@liaison/service-kit';
import { z } from 'zod';
import { InstantWithOffset, Slug, Uuid } from '../../http/ids.js';
import { Need } from '../../visit-type/needs.js';
import { overbookingReasons } from '../day-schedule.events.js';
import type { WantedBooking } from './book-appointment.handler.js';

export const BookingBody = z
  .object({
    siteId: Slug,
    visitTypeId: Slug,
    patientId: Uuid,
    start: InstantWithOffset.describe("The patient's own start, with its offset"),
    with: z.array(Slug).max(20).default([]).describe('Resources to take where a phase can use them'),
    needs: z.array(Need).max(10).default([]).describe('What the patient needs beside the usual: hoist, interpreter:es'),
    overbook: z
      .object({ reason: z.enum(overbookingReasons) })
      .optional()
      .describe('Beyond the capacity where the visit type allows it to your role, and only where nothing is free'),
  })
  .meta({ id: 'Booking' });

/** What the body asks for, with the roles of whoever asks. */
export const wantedOf = (
  { start, overbook, siteId, visitTypeId, patientId, with: wanted, needs }: z.infer<typeof BookingBody>,
  { roles }: Caller,
): Omit<WantedBooking, 'appointmentId'> => ({
  ...{ siteId, visitTypeId, patientId, with: wanted, needs, start: toUtc(start) },
  ...(overbook && { overbook: { roles, reason: overbook.reason } }),
});
