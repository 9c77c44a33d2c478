import { z } from 'zod';
import { contract, type Topic } from './contract.js';
import { Interval } from './interval.js';

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
  }),
);

export const AppointmentCancelledV1 = contract(
  'org.liaison.scheduling.appointment-cancelled.v1',
  schedulingAppointmentsV1,
  z.object({ appointmentId: z.uuid(), patientId: z.uuid(), siteId: z.string(), date: z.iso.date(), reason: z.string() }),
);

export type AppointmentBookedV1 = z.infer<typeof AppointmentBookedV1.data>;
export type AppointmentCancelledV1 = z.infer<typeof AppointmentCancelledV1.data>;
