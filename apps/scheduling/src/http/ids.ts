import { z } from 'zod';

/** A name in a path that people read: lower case, digits and hyphens. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be 1 to 64 lower-case letters, digits or hyphens, and not begin with a hyphen');

export const SitePath = z.object({ siteId: Slug });

/** What a person calls a place, a colleague or a kind of visit. Never a patient. */
export const DisplayName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not hold control characters');

/** RFC 3339 with its offset, in the years that four digits reach. */
export const InstantWithOffset = z.iso
  .datetime({ offset: true, error: 'must be an RFC 3339 instant with its offset, like 2026-12-01T09:00:00-05:00', abort: true })
  .regex(/^(19|[2-8]\d)/, 'must lie between the years 1900 and 8999')
  .regex(/^[^.]+(\.\d{1,9}\D.*)?$/, 'must have nine digits after the point at most');

/** A date of the site's calendar, in the same years. */
export const CalendarDate = z.iso
  .date({ error: 'must be a date of the calendar, like 2026-12-01', abort: true })
  .regex(/^(19|[2-8]\d)/, 'must lie between the years 1900 and 8999');

/** In lower case, so that one patient is not two by another spelling. */
export const Uuid = z.uuid().toLowerCase();
