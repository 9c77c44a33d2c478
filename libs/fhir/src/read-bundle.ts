import type { z } from 'zod';
import { locationOf, type FhirFault } from './fault.js';
import { jsonFault } from './json-fault.js';
import { faultsOf } from './schema-faults.js';
import { Bundle, Entry, readTypes, type FhirResource } from './resources.js';

/** A resource of a bundle with the id that it goes by: its own, or the one in its entry's `fullUrl`. */
export type BundledResource<Resource extends FhirResource = FhirResource> = Resource & {
  readonly id: string;
  readonly fullUrl?: string;
  /** Its entry, like `Bundle.entry[12]`. */
  readonly at: string;
};
export type ReadBundle = { readonly resources: readonly BundledResource[] } | { readonly faults: readonly FhirFault[] };

/**
 * The Encounters, Patients, Practitioners and Organizations of a FHIR R4 transaction, batch or collection, or everything
 * that is wrong with it. Resources of other types are passed over unread.
 */
export const readBundle = (input: string | object): ReadBundle => {
  const parsed = typeof input === 'string' ? parse(input) : { json: input };
  if ('fault' in parsed) return { faults: [parsed.fault] };
  const { json } = parsed;
  const resourceType = typeof json === 'object' && json !== null && 'resourceType' in json ? json.resourceType : undefined;
  if (typeof resourceType !== 'string')
    return { faults: [{ at: 'Bundle.resourceType', problem: 'is missing: this is JSON, but not a FHIR resource' }] };
  if (resourceType !== 'Bundle')
    return { faults: [{ at: 'Bundle.resourceType', problem: 'must be Bundle: this is another FHIR resource' }] };

  const bundle = Bundle.safeParse(json);
  if (!bundle.success) return { faults: faultsOf('Bundle', bundle.error, json) };
  const entries = (bundle.data.entry ?? []).map((entry, n) => readEntry(entry, locationOf('Bundle', ['entry', n])));
  const faults = entries.flatMap((entry) => entry.faults);
  return faults.length > 0 ? { faults } : { resources: entries.flatMap((entry) => entry.resources) };
};

const parse = (text: string): { readonly json: unknown } | { readonly fault: FhirFault } => {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return { json: JSON.parse(json) as unknown };
  } catch {
    return { fault: jsonFault(json) };
  }
};

type Read = { readonly resources: readonly BundledResource[]; readonly faults: readonly FhirFault[] };

const readEntry = (json: unknown, at: string): Read => {
  const entry = Entry.safeParse(json);
  if (!entry.success) return { resources: [], faults: faultsOf(at, entry.error, json) };
  const { fullUrl, resource, request } = entry.data;
  if (!resource) return { resources: [], faults: request ? [] : [{ at: `${at}.resource`, problem: 'is missing' }] };
  if (!isRead(resource.resourceType)) return { resources: [], faults: [] };

  const schema: z.ZodType<FhirResource> = readTypes[resource.resourceType];
  const read = schema.safeParse(resource);
  if (!read.success) return { resources: [], faults: faultsOf(`${at}.resource`, read.error, resource) };
  const id = read.data.id ?? /^urn:uuid:([0-9a-fA-F-]{36})$/.exec(fullUrl ?? '')?.[1];
  if (id === undefined)
    return { resources: [], faults: [{ at: `${at}.resource.id`, problem: 'is missing, and fullUrl is no urn:uuid either' }] };
  return { resources: [{ ...read.data, id, at, ...(fullUrl === undefined ? {} : { fullUrl }) }], faults: [] };
};

const isRead = (resourceType: string): resourceType is keyof typeof readTypes => Object.hasOwn(readTypes, resourceType);
