import { z } from 'zod';
import { CalendarDate, Slug, Uuid } from '../http/ids.js';
import { LocalTime } from '../http/local-time.js';
import { Need } from '../visit-type/needs.js';
import { mostOccurrences } from './pattern.js';
import type { WantedSeries } from './series.handler.js';

export const SeriesPath = z.object({ seriesId: Uuid });

export const Rule = z
  .string()
  .max(500)
  .describe('RFC 5545 recurrence rule over dates, with COUNT or UNTIL, like FREQ=WEEKLY;BYDAY=TU;COUNT=10');
export const StartTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the day, like 09:00')
  .describe('On the wall clock of the site: it stays, whatever the clocks do');
const dates = z.array(CalendarDate).max(mostOccurrences);

export const InsteadBody = z
  .object({
    date: CalendarDate.describe('That the rule gives: RECURRENCE-ID of RFC 5545'),
    start: LocalTime.describe('When its visit is to begin instead, on the wall clock of the site or with the offset that is meant'),
  })
  .meta({ id: 'Instead' });
/** One visit has one time. */
export const InsteadBodies = z
  .array(InsteadBody)
  .max(mostOccurrences)
  .default([])
  .refine((all) => new Set(all.map(({ date }) => date)).size === all.length, 'must name each date once')
  .describe('Exceptions: visits at another time, also on another day');

export const SeriesBody = z
  .object({
    patientId: Uuid,
    siteId: Slug,
    visitTypeId: Slug,
    with: z.array(Slug).max(20).default([]).describe('Resources to take where a phase can use them'),
    needs: z.array(Need).max(10).default([]).describe('What the patient needs beside the usual: hoist, interpreter:es'),
    rule: Rule,
    startDate: CalendarDate.describe('From which the rule counts'),
    startTime: StartTime,
    exceptOn: dates.optional().describe('EXDATE: without these dates'),
    alsoOn: dates.optional().describe('RDATE: and on these'),
    instead: InsteadBodies,
  })
  .meta({ id: 'SeriesBody' });

export const wantedSeries = ({ rule, startDate, startTime, exceptOn, alsoOn, ...rest }: z.infer<typeof SeriesBody>): WantedSeries => ({
  ...rest,
  pattern: { rule, startDate, startTime, ...(exceptOn?.length && { exceptOn }), ...(alsoOn?.length && { alsoOn }) },
});
