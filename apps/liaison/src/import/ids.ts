import { v5 as uuidv5 } from 'uuid';

/** Under which this import derives ids, so that every run derives the same ones. */
const namespace = '7b2f8a44-91c3-4e0d-8a57-c6d1e2f30b95';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const slug = /^[a-z0-9][a-z0-9-]{0,63}$/;

export const appointmentIdOf = (encounterId: string): string => uuidv5(`Encounter/${encounterId}`, namespace);

/** The patient's own id where it is a UUID. */
export const patientIdOf = (id: string): string => (uuid.test(id.toLowerCase()) ? id.toLowerCase() : uuidv5(`Patient/${id}`, namespace));

/** The practitioner's own id where a resource may have it; FHIR allows capitals and dots too. */
export const resourceIdOf = (id: string): string => (slug.test(id) ? id : uuidv5(`Practitioner/${id}`, namespace));

/** An encounter's own id where the record of the import may have it. */
export const itemIdOf = (encounterId: string): string =>
  /^[A-Za-z0-9]/.test(encounterId) ? encounterId : uuidv5(`Encounter/${encounterId}`, namespace);
