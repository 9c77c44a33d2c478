import { inOrder, Instant, Interval } from '@liaison/contracts';
import { z } from 'zod';
import { cancellationReasons, formerCancellationReasons, onBehalfOf } from './cancellation-reasons.js';

/** A share of one resource, taken for one phase of a visit: an anaesthetist over four rooms has capacity 4 and gives 1. */
export const Use = inOrder(
  z.object({
    phase: z.string(),
    resourceId: z.string(),
    load: z.int().min(1),
    ...Interval,
    /** The seats of a group session share its uses: each counts once, whatever the number of seats. */
    session: z.string().optional(),
  }),
).readonly();

export const overbookingReasons = ['urgent', 'clinical-priority', 'follow-up-due', 'patient-request', 'short-visit'] as const;

/** Put beside what was there already, beyond the capacity of these resources, by somebody whose role may. */
export const Overbooked = z
  .object({ role: z.string(), reason: z.enum(overbookingReasons), resourceIds: z.array(z.string()).min(1).readonly() })
  .readonly();

/** The time of the decision, by the clock of whoever decided: "now" is never earlier for those who decide later. */
const at = Instant;
const commitmentId = z.uuid();
/** The date beside its own on which it takes resources or its patient's time too, and the commitment that put it there. */
export const Beyond = z.object({ date: z.iso.date(), commitmentId }).readonly();
const ofVisit = {
  appointmentId: z.uuid(),
  patientId: z.uuid(),
  siteId: z.string(),
  departmentId: z.string(),
  visitTypeId: z.string(),
  /** The site's calendar date: on which the patient's own time begins. */
  date: z.iso.date(),
  /** Of a visit that passes midnight. */
  beyond: Beyond.optional(),
};
const visit = {
  ...ofVisit,
  zone: z.string(),
  /** The patient's own time, without preparation and cleaning. */
  ...Interval,
  uses: z.array(Use).min(1).readonly(),
};
const besides = {
  /** What the patient needs beside the usual: `interpreter:es`, `hoist`. */
  needs: z.array(z.string()).min(1).readonly().optional(),
  overbooked: Overbooked.optional(),
  /** What has to be authorised, as a token, and what supplies have to be there: for others to see to. */
  authorization: z.string().optional(),
  supplyKitId: z.string().optional(),
  /** What it was booked with: a series, other visits of the patient. */
  seriesId: z.uuid().optional(),
  linkedVisitsId: z.uuid().optional(),
};
const OnBehalfOf = z.enum(onBehalfOf).optional();

/** What really took place collides with: another visit of the patient, another visit's share of a resource, or a resource's hours. */
export const Clash = z.object({ appointmentId: z.uuid().optional(), resourceId: z.string().optional() }).readonly();
/** When it happened, however late it was entered. */
const happened = { at, happenedAt: Instant, clashes: z.array(Clash).readonly() };

const event = <const Type extends string, Data extends z.ZodType>(type: Type, data: Data) => z.object({ type: z.literal(type), data });

/** Taken for a while by whoever asked, and for nobody else: a pending appointment. */
export const AppointmentHeld = event(
  'AppointmentHeld',
  inOrder(z.object({ ...visit, ...besides, holder: z.string(), expiresAt: Instant, at })).readonly(),
);
export const HoldRenewed = event('HoldRenewed', z.object({ ...ofVisit, expiresAt: Instant, at }).readonly());
export const HoldReleased = event('HoldReleased', z.object({ ...ofVisit, at }).readonly());
/** Recorded before anything is planned over it, so that two processes whose clocks differ cannot both have it. */
export const HoldExpired = event('HoldExpired', z.object({ ...ofVisit, expiresAt: Instant, at }).readonly());

/** `at` is left out while no holds stand, whose expiry it would bear on. */
export const AppointmentBooked = event(
  'AppointmentBooked',
  inOrder(z.object({ ...visit, ...besides, at: at.optional(), fromHold: z.literal(true).optional() })).readonly(),
);

/** To another time of the same day, with the resources that it has then. Its confirmation was for the time before. */
export const AppointmentMoved = event(
  'AppointmentMoved',
  inOrder(
    z.object({
      ...visit,
      overbooked: Overbooked.optional(),
      previously: z.object({ ...Interval, uses: z.array(Use).min(1).readonly() }).readonly(),
      at,
    }),
  ).readonly(),
);

/** A day of a site: where an appointment was before, or is from now on. */
export const DayOfSite = z.object({ siteId: z.string(), date: z.iso.date() }).readonly();
const Elsewhere = z
  .object({ siteId: z.string(), date: z.iso.date(), zone: z.string(), ...Interval, uses: z.array(Use).min(1).readonly() })
  .readonly();

/** It takes place on another day, or at another site: this day schedule has it no more. */
export const AppointmentMovedAway = event('AppointmentMovedAway', z.object({ ...ofVisit, to: DayOfSite, commitmentId, at }).readonly());

/** It takes place here now, and was on another day schedule before. The confirmation was for the time before. */
export const AppointmentMovedIn = event(
  'AppointmentMovedIn',
  inOrder(z.object({ ...visit, ...besides, previously: Elsewhere, commitmentId, at })).readonly(),
);

const continued = {
  /** The date that has the appointment. */
  home: z.iso.date(),
};
/** The day that has it was there when it changed; left out of what a commitment has done. */
const revisionOfHome = z.int().min(0).optional();
const Continued = inOrder(z.object({ ...visit, ...besides, ...continued })).readonly();

/** What becomes of an appointment that is planned anew where it is, over midnight. */
const Anew = z.union([
  z.object({ step: z.literal('reassign'), phase: z.string() }).readonly(),
  z.object({ step: z.literal('undo'), undone: z.literal('no-show') }).readonly(),
]);

/**
 * What a commitment over several days will do on this one, once it is committed. Until then what comes takes its resources and its
 * patient's time beside what leaves; no clock ends that.
 */
export const VisitsReserved = event(
  'VisitsReserved',
  z
    .object({
      commitmentId,
      siteId: z.string(),
      date: z.iso.date(),
      /** Visits that are booked or held here, moved here from wherever they were, or planned anew where they are. */
      coming: z
        .array(
          inOrder(
            z.object({
              ...{ ...visit, ...besides, previously: Elsewhere.optional() },
              hold: z.object({ holder: z.string(), expiresAt: Instant }).readonly().optional(),
              anew: Anew.optional(),
            }),
          ).readonly(),
        )
        .readonly(),
      /** Appointments that go to another time or day, or are cancelled. */
      leaving: z
        .array(
          z
            .object({
              appointmentId: z.uuid(),
              to: DayOfSite.optional(),
              reason: z.enum(cancellationReasons).optional(),
              onBehalfOf: OnBehalfOf,
            })
            .readonly(),
        )
        .readonly(),
      /** What visits of the day beside take here. */
      continuing: z.array(Continued).min(1).readonly().optional(),
      /** What they take here now and will not any more. */
      receding: z
        .array(z.object({ appointmentId: z.uuid(), commitmentId }).readonly())
        .min(1)
        .readonly()
        .optional(),
      at,
    })
    .readonly(),
);

/** A visit of the day before or after takes resources or its patient's time here: what reaches into this date. */
export const AppointmentContinued = event(
  'AppointmentContinued',
  inOrder(z.object({ ...visit, ...besides, ...continued, commitmentId, revision: revisionOfHome, at })).readonly(),
);

/** It does not any more: it was cancelled or missed there, or has been moved. */
export const ContinuationEnded = event(
  'ContinuationEnded',
  z.object({ ...ofVisit, ...continued, commitmentId, revision: revisionOfHome, at }).readonly(),
);

/** Confirmed: what was reserved has just been done. Released: none of it happens; said also where nothing had been reserved yet. */
export const ReservationEnded = event(
  'ReservationEnded',
  z.object({ commitmentId, siteId: z.string(), date: z.iso.date(), outcome: z.enum(['confirmed', 'released']), at }).readonly(),
);

/** Another resource serves one of its phases. */
export const AppointmentReassigned = event(
  'AppointmentReassigned',
  inOrder(
    z.object({
      ...visit,
      overbooked: Overbooked.optional(),
      status: z.enum(['booked', 'arrived', 'checked-in']),
      phase: z.string(),
      previously: z.object({ ...Interval, uses: z.array(Use).min(1).readonly() }).readonly(),
      at,
    }),
  ).readonly(),
);

/** The patient said that they will come: their participant's status is accepted. */
export const AppointmentConfirmed = event('AppointmentConfirmed', z.object({ ...ofVisit, at, onBehalfOf: OnBehalfOf }).readonly());

export const AppointmentArrived = event('AppointmentArrived', z.object({ ...ofVisit, ...happened }).readonly());

/** The paperwork is done: the encounter may begin. */
export const AppointmentCheckedIn = event('AppointmentCheckedIn', z.object({ ...ofVisit, ...happened }).readonly());

/** The visit takes place: its encounter has begun. */
export const AppointmentFulfilled = event('AppointmentFulfilled', z.object({ ...ofVisit, encounterId: z.uuid(), ...happened }).readonly());

/** What billing charges from. */
export const EncounterFinished = event(
  'EncounterFinished',
  z.object({ ...ofVisit, encounterId: z.uuid(), startedAt: Instant, ...happened }).readonly(),
);

/** Nobody came: a no-show. Its resources are free again. */
export const AppointmentMissed = event('AppointmentMissed', z.object({ ...ofVisit, at }).readonly());

export const AppointmentCancelled = event(
  'AppointmentCancelled',
  z
    .object({
      appointmentId: z.uuid(),
      patientId: z.uuid(),
      siteId: z.string(),
      departmentId: z.string().optional(),
      visitTypeId: z.string().optional(),
      date: z.iso.date(),
      beyond: Beyond.optional(),
      reason: z.enum([...cancellationReasons, ...formerCancellationReasons]),
      onBehalfOf: OnBehalfOf,
      at: at.optional(),
    })
    .readonly(),
);

/** It should never have been there. */
export const AppointmentEnteredInError = event('AppointmentEnteredInError', z.object({ ...ofVisit, at }).readonly());

export const undoableSteps = ['confirm', 'arrive', 'check-in', 'start', 'finish', 'no-show'] as const;

/** The last step was wrong: the appointment is again what it was before. */
export const AppointmentStepUndone = event(
  'AppointmentStepUndone',
  z
    .object({
      ...ofVisit,
      ...Interval,
      step: z.enum(undoableSteps),
      status: z.enum(['booked', 'arrived', 'checked-in', 'fulfilled', 'noshow']),
      at,
    })
    .readonly(),
);

/** The visit is near enough to remind the patient of it. */
export const ReminderFellDue = event('ReminderFellDue', z.object({ ...ofVisit, zone: z.string(), ...Interval, at }).readonly());

export type Use = z.infer<typeof Use>;
export type OverbookingReason = (typeof overbookingReasons)[number];
export type Clash = z.infer<typeof Clash>;
export type UndoableStep = (typeof undoableSteps)[number];
export type AppointmentBooked = z.infer<typeof AppointmentBooked>;
export type AppointmentConfirmed = z.infer<typeof AppointmentConfirmed>;
export type AppointmentArrived = z.infer<typeof AppointmentArrived>;
export type AppointmentCheckedIn = z.infer<typeof AppointmentCheckedIn>;
export type AppointmentFulfilled = z.infer<typeof AppointmentFulfilled>;
export type EncounterFinished = z.infer<typeof EncounterFinished>;
export type AppointmentMissed = z.infer<typeof AppointmentMissed>;
export type AppointmentCancelled = z.infer<typeof AppointmentCancelled>;
export type AppointmentEnteredInError = z.infer<typeof AppointmentEnteredInError>;
export type AppointmentStepUndone = z.infer<typeof AppointmentStepUndone>;
export type ReminderFellDue = z.infer<typeof ReminderFellDue>;
export type AppointmentHeld = z.infer<typeof AppointmentHeld>;
export type HoldRenewed = z.infer<typeof HoldRenewed>;
export type HoldReleased = z.infer<typeof HoldReleased>;
export type HoldExpired = z.infer<typeof HoldExpired>;
export type AppointmentMoved = z.infer<typeof AppointmentMoved>;
export type AppointmentReassigned = z.infer<typeof AppointmentReassigned>;
export type DayOfSite = z.infer<typeof DayOfSite>;
export type AppointmentMovedAway = z.infer<typeof AppointmentMovedAway>;
export type AppointmentMovedIn = z.infer<typeof AppointmentMovedIn>;
export type VisitsReserved = z.infer<typeof VisitsReserved>;
export type AppointmentContinued = z.infer<typeof AppointmentContinued>;
export type ContinuationEnded = z.infer<typeof ContinuationEnded>;
export type ReservationEnded = z.infer<typeof ReservationEnded>;
