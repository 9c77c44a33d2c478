import { Instant } from '@liaison/contracts';
import { z } from 'zod';
import { cancellationReasons, onBehalfOf } from '../day-schedule/cancellation-reasons.js';

const ofSeries = { seriesId: z.uuid(), commitmentId: z.uuid() };
const at = Instant;

/**
 * The dates of a series (RFC 5545: RRULE, the date of DTSTART, EXDATE, RDATE), and the time at which its visits begin on the wall
 * clock of the site.
 */
export const Pattern = z
  .object({
    rule: z.string(),
    startDate: z.iso.date(),
    startTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    exceptOn: z.array(z.iso.date()).readonly().optional(),
    alsoOn: z.array(z.iso.date()).readonly().optional(),
  })
  .readonly();

const resources = z.array(z.string()).readonly();
const member = {
  appointmentId: z.uuid(),
  /** The date that the rule gave it (RFC 5545: RECURRENCE-ID), wherever it is in the end. */
  date: z.iso.date(),
  /** Where the series has it. */
  start: Instant,
  /** Wished for this visit, where that is other than for the series. */
  with: resources.optional(),
};
export const Member = z.object(member).readonly();
/** Of the day, as it was when somebody decided to change the visit. */
const seen = z.int();

/** What a series is to be: written first, so that whoever finds it can go on with its commitment. */
export const SeriesRequested = z.object({
  type: z.literal('SeriesRequested'),
  data: z
    .object({
      ...ofSeries,
      patientId: z.uuid(),
      siteId: z.string(),
      visitTypeId: z.string(),
      zone: z.string(),
      with: resources,
      needs: z.array(z.string()).readonly(),
      pattern: Pattern,
      visits: z.array(Member).min(1).readonly(),
      at,
    })
    .readonly(),
});

/** Every visit stands on its day. */
export const SeriesBooked = z.object({ type: z.literal('SeriesBooked'), data: z.object({ ...ofSeries, at }).readonly() });

/** No visit stands: there is no series. */
export const SeriesAbandoned = z.object({ type: z.literal('SeriesAbandoned'), data: z.object({ ...ofSeries, at }).readonly() });

export const scopes = ['this', 'this-and-following', 'all'] as const;

/** What is to become of visits of the series, all of it or nothing. */
export const SeriesChangeRequested = z.object({
  type: z.literal('SeriesChangeRequested'),
  data: z
    .object({
      ...ofSeries,
      scope: z.enum(scopes),
      /** Of the visit at which the change begins. */
      appointmentId: z.uuid().optional(),
      /** From now on, where the change is more than one of single visits. */
      pattern: Pattern.optional(),
      move: z.array(z.object({ ...member, seen }).readonly()).readonly(),
      book: z.array(Member).readonly(),
      cancel: z.array(z.object({ appointmentId: z.uuid(), seen }).readonly()).readonly(),
      reason: z.enum(cancellationReasons).optional(),
      onBehalfOf: z.enum(onBehalfOf).optional(),
      at,
    })
    .readonly(),
});

export const SeriesChanged = z.object({ type: z.literal('SeriesChanged'), data: z.object({ ...ofSeries, at }).readonly() });

/** A visit could not be changed: all are as they were. */
export const SeriesChangeAbandoned = z.object({
  type: z.literal('SeriesChangeAbandoned'),
  data: z.object({ ...ofSeries, at }).readonly(),
});

export const SeriesEvent = z.discriminatedUnion('type', [
  SeriesRequested,
  SeriesBooked,
  SeriesAbandoned,
  SeriesChangeRequested,
  SeriesChanged,
  SeriesChangeAbandoned,
]);

export type Pattern = z.infer<typeof Pattern>;
export type Member = z.infer<typeof Member>;
export type Scope = (typeof scopes)[number];
export type SeriesRequested = z.infer<typeof SeriesRequested>;
export type SeriesBooked = z.infer<typeof SeriesBooked>;
export type SeriesAbandoned = z.infer<typeof SeriesAbandoned>;
export type SeriesChangeRequested = z.infer<typeof SeriesChangeRequested>;
export type SeriesChanged = z.infer<typeof SeriesChanged>;
export type SeriesChangeAbandoned = z.infer<typeof SeriesChangeAbandoned>;
export type SeriesEvent = z.infer<typeof SeriesEvent>;
