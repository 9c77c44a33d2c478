import { readBundle } from './read-bundle.js';

const encounter = {
  resourceType: 'Encounter',
  id: 'visit-1',
  status: 'finished',
  class: { code: 'AMB' },
  type: [{ coding: [{ system: 'http://snomed.info/sct', code: '185349003' }] }],
  subject: { reference: 'urn:uuid:ann' },
  participant: [{ individual: { reference: 'urn:uuid:dr-li' } }],
  period: { start: '2020-05-04T09:30:00-04:00', end: '2020-05-04T09:45:00-04:00' },
};
const bundle = (...resources: readonly object[]) => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: resources.map((resource) => ({ resource, request: { method: 'POST', url: 'x' } })),
});
const faultsOf = (input: string | object) => {
  const read = readBundle(input);
  return 'faults' in read ? read.faults.map(({ at, problem }) => `${at}: ${problem}`) : [];
};
const resourcesOf = (input: string | object) => {
  const read = readBundle(input);
  return 'resources' in read ? read.resources : [];
};

describe('A FHIR R4 bundle', () => {
  it.each(['transaction', 'batch', 'collection'])('gives its resources when it is a %s', (type) =>
    expect(resourcesOf({ ...bundle(encounter), type })).toMatchObject([
      { resourceType: 'Encounter', id: 'visit-1', at: 'Bundle.entry[0]' },
    ]),
  );

  it('is read from text too, with or without a byte order mark', () =>
    expect(resourcesOf(`\uFEFF${JSON.stringify(bundle(encounter))}`)).toMatchObject([{ id: 'visit-1' }]));

  it('may hold any other resources, which are passed over', () =>
    expect(resourcesOf(bundle({ resourceType: 'Claim', total: 'whatever' }, encounter))).toMatchObject([
      { id: 'visit-1', at: 'Bundle.entry[1]' },
    ]));

  it('may delete, which leaves nothing to read', () =>
    expect(resourcesOf({ ...bundle(), entry: [{ request: { method: 'DELETE', url: 'Patient/1' } }] })).toEqual([]));

  it('may name a resource by its full URL alone', () => {
    const { id: _, ...nameless } = encounter;
    const fullUrl = 'urn:uuid:5f0f7c1e-6f0f-4c3a-9f0e-7d1f6c7f3b11';
    expect(resourcesOf({ ...bundle(), entry: [{ fullUrl, resource: nameless }] })).toMatchObject([{ id: fullUrl.slice(9), fullUrl }]);
  });
});

describe('What is not a FHIR bundle', () => {
  it.each([
    ['{"name": "liaison"}', 'Bundle.resourceType: is missing: this is JSON, but not a FHIR resource'],
    ['[1, 2]', 'Bundle.resourceType: is missing: this is JSON, but not a FHIR resource'],
    ['null', 'Bundle.resourceType: is missing: this is JSON, but not a FHIR resource'],
    ['{"resourceType": "Patient"}', 'Bundle.resourceType: must be Bundle: this is another FHIR resource'],
    ['{"resourceType": "Bundle", "type": "searchset"}', 'Bundle.type: must be transaction, or batch, or collection'],
    ['{"resourceType": "Bundle"}', 'Bundle.type: is missing'],
    ['{"resourceType": "Bundle", "type": "batch", "entry": {}}', 'Bundle.entry: must be an array'],
    ['', 'line 1, column 1: the file is empty'],
    ['MSH|^~\\&|', 'line 1, column 1: this is not JSON'],
  ])('is refused with the reason: %s', (text, fault) => expect(faultsOf(text)).toEqual([fault]));

  it('is told from one that was cut in half', () => {
    const whole = JSON.stringify(bundle(encounter), null, 2);
    const half = whole.slice(0, whole.length / 2);
    const lines = half.split('\n');
    expect(faultsOf(half)).toEqual([
      `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}: the file ends in the middle: it was cut off`,
    ]);
  });
});

describe('A faulty entry', () => {
  const { period, class: _class, subject: _subject, id: _id, ...rest } = encounter;
  it.each([
    ['without a period', { ...encounter, period: undefined }, ['period.start: is missing', 'period.end: is missing']],
    ['without a start', { ...encounter, period: { end: period.end } }, ['period.start: is missing']],
    ['with a date for a start', { ...encounter, period: { ...period, start: '2020-05-04' } }, ['period.start: is a date without a time']],
    [
      'with a start that is no time',
      { ...encounter, period: { ...period, start: 'noon' } },
      ['period.start: is not a FHIR dateTime like 2020-05-04T09:30:00-04:00'],
    ],
    [
      'with a start that has no offset',
      { ...encounter, period: { ...period, start: '2020-05-04T09:30:00' } },
      ['period.start: is not a FHIR dateTime like 2020-05-04T09:30:00-04:00'],
    ],
    [
      'that ends before it starts',
      { ...encounter, period: { start: period.end, end: period.start } },
      ['period.end: is before period.start'],
    ],
    ['with an id that FHIR does not allow', { ...encounter, id: 'a/b' }, ['id: must be 1 to 64 letters, digits, hyphens or dots']],
    ['of FHIR R5', { ...encounter, class: [{ coding: [] }] }, ['class: must be an object']],
    [
      'that lacks nearly everything',
      rest,
      ['class: is missing', 'subject: is missing', 'period.start: is missing', 'period.end: is missing'],
    ],
  ])('%s is named by its place', (_, resource, faults) =>
    expect(faultsOf(bundle({ resourceType: 'Patient', id: 'ann' }, resource))).toEqual(
      faults.map((fault) => `Bundle.entry[1].resource.${fault}`),
    ),
  );

  it('without an id is refused when its full URL is no UUID', () =>
    expect(faultsOf(bundle({ ...encounter, id: undefined }))).toEqual([
      'Bundle.entry[0].resource.id: is missing, and fullUrl is no urn:uuid either',
    ]));

  it('without a resource or a resource type is named', () =>
    expect(faultsOf({ ...bundle(), entry: [{}, { resource: {} }, 7] })).toEqual([
      'Bundle.entry[0].resource: is missing',
      'Bundle.entry[1].resource.resourceType: is missing',
      'Bundle.entry[2]: must be an object',
    ]));

  it('does not hide the others', () =>
    expect(faultsOf(bundle({ ...encounter, period: {} }, encounter, { ...encounter, subject: {} }))).toHaveLength(3));

  it('never shows its data', () =>
    expect(
      JSON.stringify(faultsOf(bundle({ ...encounter, id: 'Ann Smith', period: { start: 'Ann Smith', end: 'Ann Smith' } }))),
    ).not.toContain('Ann'));
});
