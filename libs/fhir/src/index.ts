export type { FhirFault } from './fault.js';
export { displayName } from './person-name.js';
export { readBundle, type BundledResource, type ReadBundle } from './read-bundle.js';
export { namesIn, namesOf } from './references.js';
export type { Encounter, FhirResource, Organization, Patient, Practitioner } from './resources.js';
