import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v5 as uuidv5 } from 'uuid';

const namespace = '2f0c1a52-5d0e-5b60-9a77-6f6f2f6d0a01';
const id = (name: string) => uuidv5(name, namespace);
const practitioners = ['a', 'b', 'c'];

/** Encounters of one patient over two years, every ninth day at the patient's own time of day, among three practitioners. */
const encounters = (patient: number, count: number) =>
  Array.from({ length: count }, (_, n) => {
    const start = Date.UTC(2019, 0, 2 + patient, 3 + patient, 17, 41) + n * 9 * 86_400_000;
    const practitioner = practitioners[(n + patient) % practitioners.length] ?? 'a';
    return {
      resourceType: 'Encounter',
      id: id(`encounter ${patient} ${n}`),
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: n % 10 === 9 ? 'EMER' : 'AMB' },
      type: [{ coding: [{ system: 'http://snomed.info/sct', code: n % 2 === 0 ? '185349003' : '185345009' }] }],
      subject: { reference: `urn:uuid:${id(`patient ${patient}`)}` },
      participant: [{ individual: { reference: `urn:uuid:${id(`practitioner ${practitioner}`)}` } }],
      period: { start: new Date(start).toISOString(), end: new Date(start + (n % 3 === 0 ? 30 : 15) * 60_000).toISOString() },
    };
  });

const entry = (resource: { readonly resourceType: string; readonly id: string }) => ({
  fullUrl: `urn:uuid:${resource.id}`,
  resource,
  request: { method: 'POST', url: resource.resourceType },
});

/** FHIR R4 transaction bundles, one a patient, that we made up: their names say so. */
export const writeBundles = (folder: string, patients = 4, each = 40): void => {
  mkdirSync(folder, { recursive: true });
  for (let patient = 0; patient < patients; patient++) {
    const resources = [
      { resourceType: 'Patient', id: id(`patient ${patient}`), name: [{ family: 'Madeup', given: [`Number${patient}`] }] },
      ...practitioners.map((name) => ({
        resourceType: 'Practitioner',
        id: id(`practitioner ${name}`),
        name: [{ family: name.toUpperCase(), prefix: ['Dr.'] }],
      })),
      ...encounters(patient, each),
    ];
    writeFileSync(
      join(folder, `patient-${patient}.json`),
      JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry: resources.map(entry) }),
    );
  }
};
