import { z } from 'zod';
import { contract, type Topic } from './contract.js';
import { Instant, Interval } from './interval.js';

/** Keyed by patient, so that one patient's visits stay in order. */
export const schedulingAppointmentsV1: Topic = { name: 'scheduling.appointments.v1', partitions: 8, retentionDays: 30 };

export const AppointmentBookedV1 = contract(
  'org.liaison.scheduling.appointment-booked.v1',
  schedulingAppointmentsV1,
  z.object({
    appointmentId: z.uuid(),
    patientId: z.uuid(),
    siteId: z.string(),
    departmentId: z.string(),
    visitTypeId: z.string(),
    /** The site's calendar date and zone. */
    date: z.iso.date(),
    zone: z.string(),
    /** The patient's own time, without preparation and cleaning. */
    ...Interval,
    resourceIds: z.array(z.string()),
    /** What a payer has to authorise beforehand, as a token `system|code`; and what supplies have to be ready. */
    authorization: z.string().optional(),
    supplyKitId: z.string().optional(),
    /** What it was booked with: a series, other visits of the patient. */
    seriesId: z.uuid().optional(),
    linkedVisitsId: z.uuid().optional(),
  }),
);

export const AppointmentCancelledV1 = contract(
  'org.liaison.scheduling.appointment-cancelled.v1',
  schedulingAppointmentsV1,
  z.object({ appointmentId: z.uuid(), patientId: z.uuid(), siteId: z.string(), date: z.iso.date(), reason: z.string() }),
);

const visit = {
  appointmentId: z.uuid(),
  patientId: z.uuid(),
  siteId: z.string(),
  departmentId: z.string(),
  visitTypeId: z.string(),
  date: z.iso.date(),
};

/** The patient has accepted. */
export const AppointmentConfirmedV1 = contract(
  'org.liaison.scheduling.appointment-confirmed.v1',
  schedulingAppointmentsV1,
  z.object({ ...visit }),
);

/** Its time, a resource of it, its day or its site is another one than before. */
export const AppointmentMovedV1 = contract(
  'org.liaison.scheduling.appointment-moved.v1',
  schedulingAppointmentsV1,
  z.object({
    ...visit,
    zone: z.string(),
    ...Interval,
    resourceIds: z.array(z.string()),
    /** With its site and its date where those are others now. */
    previously: z.object({ ...Interval, resourceIds: z.array(z.string()), siteId: z.string().optional(), date: z.iso.date().optional() }),
  }),
);

export const AppointmentArrivedV1 = contract(
  'org.liaison.scheduling.appointment-arrived.v1',
  schedulingAppointmentsV1,
  z.object({ ...visit, arrivedAt: Instant }),
);

/** The visit takes place: its encounter has begun. */
export const AppointmentFulfilledV1 = contract(
  'org.liaison.scheduling.appointment-fulfilled.v1',
  schedulingAppointmentsV1,
  z.object({ ...visit, encounterId: z.uuid(), startedAt: Instant }),
);

/** What can be charged for. */
export const EncounterFinishedV1 = contract(
  'org.liaison.scheduling.encounter-finished.v1',
  schedulingAppointmentsV1,
  z.object({ ...visit, encounterId: z.uuid(), startedAt: Instant, finishedAt: Instant }),
);

export const AppointmentNoShowV1 = contract(
  'org.liaison.scheduling.appointment-no-show.v1',
  schedulingAppointmentsV1,
  z.object({ ...visit }),
);

/** The visit is near enough to remind the patient of it, wherever their contact data and their consent are. */
export const AppointmentReminderDueV1 = contract(
  'org.liaison.scheduling.appointment-reminder-due.v1',
  schedulingAppointmentsV1,
  z.object({ ...visit, zone: z.string(), ...Interval }),
);

/** What was told last of this appointment was wrong: it is again as it was before. */
export const AppointmentStepUndoneV1 = contract(
  'org.liaison.scheduling.appointment-step-undone.v1',
  schedulingAppointmentsV1,
  z.object({
    ...visit,
    step: z.enum(['confirm', 'arrive', 'check-in', 'start', 'finish', 'no-show']),
    status: z.enum(['booked', 'arrived', 'checked-in', 'fulfilled', 'noshow']),
  }),
);

export type AppointmentBookedV1 = z.infer<typeof AppointmentBookedV1.data>;
export type AppointmentCancelledV1 = z.infer<typeof AppointmentCancelledV1.data>;
