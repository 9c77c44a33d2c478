import { z } from 'zod';

// The parts of FHIR R4 (4.0.1) resources that are read here; everything else is left alone.

/** R4 `id`: what a server may call a resource. */
const Id = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/, { error: 'must be 1 to 64 letters, digits, hyphens or dots' });
const Reference = z.object({ reference: z.string().min(1).optional() });
const Identifier = z.object({ system: z.string().optional(), value: z.string().optional() });
const HumanName = z.object({
  text: z.string().optional(),
  prefix: z.array(z.string()).optional(),
  given: z.array(z.string()).optional(),
  family: z.string().optional(),
});
const CodeableConcept = z.object({
  coding: z.array(z.object({ system: z.string().optional(), code: z.string().optional() })).optional(),
});

/** R4 `dateTime`, as far as it names a moment: with its time and offset. */
const Moment = z.string().superRefine((text, context) => {
  if (z.iso.datetime({ offset: true }).safeParse(text).success) return;
  const dated = /^\d{4}(-\d\d(-\d\d)?)?$/.test(text);
  context.addIssue({
    code: 'custom',
    message: dated ? 'is a date without a time' : 'is not a FHIR dateTime like 2020-05-04T09:30:00-04:00',
  });
});

/** Both ends: without them there is neither a time nor a length to book. */
const Period = z
  .object({ start: Moment, end: Moment })
  .refine(({ start, end }) => !(Date.parse(end) < Date.parse(start)), { error: 'is before period.start', path: ['end'] });

export const Encounter = z.object({
  resourceType: z.literal('Encounter'),
  id: Id.optional(),
  status: z.string().optional(),
  class: z.object({ code: z.string() }),
  type: z.array(CodeableConcept).optional(),
  subject: z.object({ reference: z.string().min(1) }),
  participant: z.array(z.object({ individual: Reference.optional() })).optional(),
  period: z.preprocess((period) => period ?? {}, Period),
});

export const Patient = z.object({
  resourceType: z.literal('Patient'),
  id: Id.optional(),
  identifier: z.array(Identifier).optional(),
  deceasedBoolean: z.boolean().optional(),
  deceasedDateTime: z.string().optional(),
});

export const Practitioner = z.object({
  resourceType: z.literal('Practitioner'),
  id: Id.optional(),
  identifier: z.array(Identifier).optional(),
  name: z.array(HumanName).optional(),
});

export const Organization = z.object({
  resourceType: z.literal('Organization'),
  id: Id.optional(),
  identifier: z.array(Identifier).optional(),
  name: z.string().optional(),
});

export const Bundle = z.object({
  resourceType: z.literal('Bundle'),
  type: z.enum(['transaction', 'batch', 'collection']),
  entry: z.array(z.unknown()).optional(),
});

export const Entry = z.object({
  fullUrl: z.string().optional(),
  resource: z.looseObject({ resourceType: z.string().min(1) }).optional(),
  request: z.object({ method: z.string() }).optional(),
});

export const readTypes = { Encounter, Patient, Practitioner, Organization } as const;

export type Encounter = z.infer<typeof Encounter>;
export type Patient = z.infer<typeof Patient>;
export type Practitioner = z.infer<typeof Practitioner>;
export type Organization = z.infer<typeof Organization>;
export type FhirResource = Encounter | Patient | Practitioner | Organization;
