import { daysBetween } from '@liaison/kernel';
import { z } from 'zod';
import { CalendarDate, Slug, Uuid } from '../http/ids.js';
import { LocalTime } from '../http/local-time.js';
import { Need } from '../visit-type/needs.js';
import { preparations } from './linked-visits.events.js';

export const LinkedVisitsPath = z.object({ linkedVisitsId: Uuid });

/** In minutes: 92 days. */
const longestGap = 132_480;
const minutes = z.int().min(0).max(longestGap);

const WantedKind = z.object({
  name: Slug.describe('What it is called among the others: lab, consultation'),
  siteId: Slug,
  visitTypeId: Slug,
  with: z.array(Slug).max(20).default([]).describe('Resources to take where a phase can use them'),
  needs: z.array(Need).max(10).default([]).describe('What the patient needs beside the usual: hoist, interpreter:es'),
});
const WantedVisit = WantedKind.extend({
  start: LocalTime.describe("The patient's own start, on the wall clock of the site or with its offset"),
  preparation: z.array(z.enum(preparations)).max(preparations.length).default([]).describe('What the patient has to do before'),
}).meta({ id: 'LinkedVisitWanted' });

export const GapBody = z
  .object({
    first: Slug.describe('The visit that is before'),
    then: Slug,
    leastMinutes: minutes.default(0).describe('From the end of the first to the start of the other'),
    greatestMinutes: minutes.optional(),
  })
  .meta({ id: 'Gap' });
const gaps = z.array(GapBody).max(20).default([]).describe('Which visit is before which, and how long before');

export const LinkedVisitsBody = z
  .object({ patientId: Uuid, visits: z.array(WantedVisit).min(2).max(10), gaps })
  .meta({ id: 'LinkedVisitsBody' });

/** Dates of one search, both ends included: several kinds of visit are looked for on each. */
const longest = 31;

export const LinkedSearch = z
  .object({
    patientId: Uuid.optional().describe('Leave out times at which this patient is elsewhere'),
    visits: z
      .array(WantedKind.meta({ id: 'LinkedVisitKind' }))
      .min(2)
      .max(10),
    gaps,
    from: CalendarDate,
    to: CalendarDate,
    limit: z.int().min(1).max(20).default(5),
  })
  .refine(({ from, to }) => from <= to, { error: 'must not be before from', path: ['to'] })
  .refine(({ from, to }) => from > to || daysBetween(from, to) < longest, {
    error: `must be less than ${longest} days after from`,
    path: ['to'],
  })
  .meta({ id: 'LinkedVisitsSearch' });
