import { namesIn, namesOf } from './references.js';
import { displayName } from './person-name.js';

const doctor = {
  resourceType: 'Practitioner',
  id: 'li',
  at: 'Bundle.entry[0]',
  fullUrl: 'urn:uuid:1',
  identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '200' }, { system: 'urn:none' }],
} as const;
const isMeant = (reference: string) =>
  namesIn(reference).some((name) => namesOf({ ...doctor, identifier: [...doctor.identifier] }).includes(name));

describe('A reference', () => {
  it.each([
    'urn:uuid:1',
    'Practitioner/li',
    'Practitioner/li/_history/3',
    'https://hospital.example/fhir/Practitioner/li',
    'Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|200',
  ])('%s means the practitioner', (reference) => expect(isMeant(reference)).toBe(true));
  it.each(['urn:uuid:2', 'Practitioner/lin', 'Patient/li', 'Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|2'])(
    '%s does not',
    (reference) => expect(isMeant(reference)).toBe(false),
  );
});

describe("A practitioner's name", () => {
  it.each([
    [[{ text: 'Dr. Li' }], 'Dr. Li'],
    [[{ prefix: ['Dr.'], given: ['Mei', 'An'], family: 'Li' }], 'Dr. Mei An Li'],
    [[{ family: 'Li\u0000\n ' }], 'Li'],
    [[{}], undefined],
    [undefined, undefined],
  ])('%j reads %s', (name, shown) => expect(displayName(name === undefined ? {} : { name })).toBe(shown));
});
