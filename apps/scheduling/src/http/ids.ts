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
  .refine((text) => /^[^\p{Cc}\p{Cs}]*$/u.test(text), 'must not hold control characters')
  // for others than JavaScript, which may not know Unicode's classes
  .meta({ pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$' });

const years = '(19|[2-8]\\d)\\d\\d';
const month = '(0[1-9]|1[0-2])';
const day = '(0[1-9]|[12]\\d|3[01])';
const inReach = (text: string) => /^(19|[2-8]\d)/.test(text);

/** RFC 3339 with its offset, in the years that four digits reach. The document says it in one pattern: several are hard to serve. */
export const InstantWithOffset = z.iso
  .datetime({ offset: true, error: 'must be an RFC 3339 instant with its offset, like 2026-12-01T09:00:00-05:00', abort: true })
  .refine(inReach, 'must lie between the years 1900 and 8999')
  .refine((text) => /^[^.]+(\.\d{1,9}\D.*)?$/.test(text), 'must have nine digits after the point at most')
  .meta({ pattern: `^${years}-${month}-${day}T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)$` });

/** A date of the site's calendar, in the same years. */
export const CalendarDate = z.iso
  .date({ error: 'must be a date of the calendar, like 2026-12-01', abort: true })
  .refine(inReach, 'must lie between the years 1900 and 8999')
  .meta({ pattern: `^${years}-${month}-${day}$` });

/** In lower case, so that one patient is not two by another spelling. */
export const Uuid = z.uuid().toLowerCase();
