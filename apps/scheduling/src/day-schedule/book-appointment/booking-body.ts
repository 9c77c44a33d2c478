import { toUtc } from '@liaison/kernel';
import { ProblemException, type Caller, type ProblemDetail } from '@liaison/service-kit';
import { z } from 'zod';
import { InstantWithOffset, Slug, Uuid } from '../../http/ids.js';
import { offerOf } from '../../free-times/offer-id.js';
import { Need } from '../../visit-type/needs.js';
import { overbookingReasons } from '../day-schedule.events.js';
import type { WantedBooking } from './book-appointment.handler.js';

export const OverbookingBody = z
  .object({ reason: z.enum(overbookingReasons) })
  .optional()
  .describe('Beyond the capacity where the visit type allows it to your role, and only where nothing is free');

export const BookingBody = z
  .object({
    offerId: z.string().max(2_000).optional().describe('Of a free time: instead of site, visit type, start, resources and needs'),
    siteId: Slug.optional(),
    visitTypeId: Slug.optional(),
    patientId: Uuid,
    start: InstantWithOffset.optional().describe("The patient's own start, with its offset"),
    with: z.array(Slug).max(20).default([]).describe('Resources to take where a phase can use them'),
    needs: z.array(Need).max(10).default([]).describe('What the patient needs beside the usual: hoist, interpreter:es'),
    overbook: OverbookingBody,
  })
  .meta({ id: 'Booking' });

export const overbookingBy = (roles: Caller['roles'], overbook: z.infer<typeof OverbookingBody>) =>
  overbook ? { overbook: { roles, ...overbook } } : {};

/** What the body asks for, with the roles of whoever asks. @throws ProblemException 400 for what is missing, or an offer id that is none */
export const wantedOf = (body: z.infer<typeof BookingBody>, { roles }: Caller): Omit<WantedBooking, 'appointmentId'> => {
  const { patientId, overbook } = body;
  return {
    patientId,
    ...(body.offerId === undefined ? named(body) : offered(body.offerId)),
    ...overbookingBy(roles, overbook),
  };
};

const named = ({ siteId, visitTypeId, start, with: wanted, needs }: z.infer<typeof BookingBody>) => {
  if (siteId !== undefined && visitTypeId !== undefined && start !== undefined)
    return { siteId, visitTypeId, start: toUtc(start), with: wanted, needs };
  const missing = Object.entries({ siteId, visitTypeId, start }).flatMap(([field, value]) => (value === undefined ? [field] : []));
  throw invalid(missing.map((field) => ({ code: 'missing', detail: 'must be there, or an offerId instead', pointer: `/${field}` })));
};

const offered = (offerId: string) => {
  const facts = offerOf(offerId);
  if (facts) return facts;
  throw invalid([{ code: 'offer-id-invalid', detail: 'is none of ours, or a part of it got lost', pointer: '/offerId' }]);
};

const invalid = (errors: readonly ProblemDetail[]): ProblemException =>
  new ProblemException(400, {
    code: errors[0]?.code === 'missing' ? 'invalid-input' : 'offer-id-invalid',
    title: 'The request is not as it must be',
    detail: errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; '),
    errors,
  });
