import { z } from 'zod';
import { Attributes, Token } from '../resource/attributes.js';
import { resourceKinds } from '../resource/resource.events.js';

/** What a resource must have to serve a phase, whoever it is: `{ kind: 'practitioner', specialties: ['cardiology'] }`. */
export const Requirement = Attributes.unwrap()
  .extend({ kind: z.enum(resourceKinds).optional() })
  .readonly();

/**
 * A part of a visit that needs one resource out of a pool, for its whole time. Minutes count from the patient's start. The pool
 * are the resources that are named, those that have what is required, or those named that have it.
 */
export const Phase = z
  .object({
    name: z.string(),
    offsetMinutes: z.int(),
    durationMinutes: z.int(),
    load: z.int().min(1),
    anyOf: z.array(z.string()).readonly(),
    requires: Requirement.optional(),
    /** Served by whoever serves that phase: cleaning of the same room, closer care by the same nurse at the beginning. */
    sameAs: z.string().optional(),
    /** Only for patients who need it: `interpreter`, `hoist`. */
    onNeed: z.string().optional(),
  })
  .readonly();

/** So much load may go beyond the capacity in this phase when somebody of the role asks for it and says why. */
export const OverbookingAllowance = z.object({ role: z.string(), phase: z.string(), extra: z.int().min(1) }).readonly();

/** What a kind of visit needs. The patient's own time is its duration; phases may begin before it and end after it. */
export const VisitTypeDefined = z.object({
  type: z.literal('VisitTypeDefined'),
  data: z
    .object({
      siteId: z.string(),
      visitTypeId: z.string(),
      departmentId: z.string(),
      name: z.string(),
      durationMinutes: z.int().min(1),
      phases: z.array(Phase).min(1).readonly(),
      /** Instead of the department's. */
      gridMinutes: z.int().min(1).optional(),
      /** Notice that is needed, in minutes. */
      leadMinutes: z.int().min(0).optional(),
      /** How many days ahead it can be booked. */
      horizonDays: z.int().min(1).optional(),
      /** In minutes, instead of the usual: how long a hold lasts, how long before it a patient is reminded, how long one who is late is waited for. */
      holdMinutes: z.int().min(1).optional(),
      reminderLeadMinutes: z.int().min(1).optional(),
      noShowGraceMinutes: z.int().min(0).optional(),
      /** A group session of so many seats, each of them an appointment. */
      seats: z.int().min(2).optional(),
      overbooking: z.array(OverbookingAllowance).min(1).readonly().optional(),
      /** HealthcareService.type, so that one kind of service is found wherever it is offered. */
      serviceType: Token.optional(),
      /** What a payer has to authorise beforehand. */
      authorization: Token.optional(),
      /** What supplies have to be ready, by their kit. */
      supplyKitId: z.string().optional(),
    })
    .readonly(),
});

export const VisitTypeEvent = z.discriminatedUnion('type', [VisitTypeDefined]);

export type Requirement = z.infer<typeof Requirement>;
export type Phase = z.infer<typeof Phase>;
export type OverbookingAllowance = z.infer<typeof OverbookingAllowance>;
export type VisitTypeDefined = z.infer<typeof VisitTypeDefined>;
export type VisitTypeEvent = z.infer<typeof VisitTypeEvent>;
