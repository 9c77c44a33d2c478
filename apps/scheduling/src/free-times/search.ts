import { daysBetween, daysOfWeek } from '@liaison/kernel';
import { z } from 'zod';
import { CalendarDate, Slug, Uuid } from '../http/ids.js';
import { LocalTime } from '../http/local-time.js';
import { Token } from '../resource/attributes.js';
import { NeedList } from '../visit-type/needs.js';
import { orders } from './pages.js';
import { dayParts } from './rank.policies.js';

/** Dates of one search, both ends included. */
const longest = 92;

const listOf = (words: readonly string[]) => {
  const one = `(${words.join('|')})`;
  return z.string().regex(new RegExp(`^${one}(,${one}){0,9}$`), `must be some of ${words.join(', ')}, with commas in between`);
};
const ids = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}(,[a-z0-9][a-z0-9-]{0,63}){0,19}$/, 'must be up to 20 resource ids with commas in between');

export const Search = z
  .object({
    visitTypeId: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,63}(,[a-z0-9][a-z0-9-]{0,63}){0,9}$/, 'must be up to 10 visit types with commas in between')
      .optional()
      .describe('One or several, with commas in between'),
    departmentId: Slug.optional().describe('Every visit type of the department, or of those named the ones that are its own'),
    serviceType: Token.optional().describe('Every visit type of this HealthcareService.type, in whatever department'),
    from: CalendarDate,
    to: CalendarDate,
    with: ids.optional().describe('Resources to take where a phase can use them'),
    practitioner: ids.optional().describe('The same as with'),
    location: ids.optional().describe('The same as with'),
    needs: NeedList.optional().describe('What the patient needs beside the usual, with commas in between: hoist, interpreter:es'),
    patientId: Uuid.optional().describe('Leave out times at which this patient is elsewhere, and count whom they know'),
    dayPart: listOf(dayParts).optional().describe('Only then: morning up to noon, evening from 17:00, on the wall clock of the site'),
    daysOfWeek: listOf(daysOfWeek).optional().describe('Only on these'),
    prefer: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,63}(,[a-z0-9][a-z0-9-]{0,63}){0,9}$/, 'must be day parts, days of the week or resource ids')
      .optional()
      .describe('Day parts, days of the week and resources that the patient likes: they count in the ranking'),
    order: z.enum(orders).optional().describe('soonest (default), best: by the score, or nearest to the time of near'),
    near: z.union([CalendarDate, LocalTime]).optional().describe('A date, or a time on the wall clock of the site: nearest first'),
    limit: z.coerce.number().int().min(1).max(1000).default(50),
    cursor: z.string().max(500).optional().describe('The next of the page before, with the same search'),
  })
  .refine(({ from, to }) => from <= to, { error: 'must not be before from', path: ['to'] })
  .refine(({ from, to }) => from > to || daysBetween(from, to) < longest, {
    error: `must be less than ${longest} days after from`,
    path: ['to'],
  })
  .refine(({ visitTypeId, departmentId, serviceType }) => visitTypeId ?? departmentId ?? serviceType, {
    error: 'must be there, or a department or a service type instead',
    path: ['visitTypeId'],
  })
  .refine(({ order, near }) => order !== 'nearest' || near !== undefined, { error: 'must be there to order by it', path: ['near'] });
export type Search = z.infer<typeof Search>;
