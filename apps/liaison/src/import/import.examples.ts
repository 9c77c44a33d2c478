import type { Demand } from './demand.js';

export const ann = '11111111-1111-4111-8111-111111111111';

/** A bookable check-up of 15 minutes on a Monday, the latest of any data it stands in. */
export const checkUp: Demand = {
  encounterId: 'visit',
  patientId: ann,
  patientDeceased: false,
  practitionerId: 'dr-li',
  classCode: 'AMB',
  status: 'finished',
  typeCodes: ['185349003'],
  start: '2020-05-04T13:30:07Z',
  date: '2020-05-04',
  minutes: 15,
};

export const bundleOf = (...resources: readonly object[]) => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: resources.map((resource) => ({ resource, request: { method: 'POST', url: 'any' } })),
});

/** An encounter as files write it, of patient ann with practitioner dr-li. */
export const encounter = (id: string, start = '2020-05-04T09:30:07-04:00', end = '2020-05-04T09:45:07-04:00', code = '185349003') => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  type: [{ coding: [{ system: 'http://snomed.info/sct', code }] }],
  subject: { reference: `Patient/${ann}` },
  participant: [{ individual: { reference: 'Practitioner/dr-li' } }],
  period: { start, end },
});
export const patient = { resourceType: 'Patient', id: ann };
export const practitioner = { resourceType: 'Practitioner', id: 'dr-li', name: [{ prefix: ['Dr.'], family: 'Li' }] };
