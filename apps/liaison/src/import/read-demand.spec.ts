import { readBundle } from '@liaison/fhir';
import { ann, bundleOf, encounter, patient, practitioner } from './import.examples.js';
import { DemandReader } from './read-demand.js';

const read = (files: Readonly<Record<string, readonly object[]>>) => {
  const reader = new DemandReader();
  for (const [file, resources] of Object.entries(files)) {
    const bundle = readBundle(bundleOf(...resources));
    reader.take(file, 'resources' in bundle ? bundle.resources : []);
  }
  return reader.result();
};

describe('Demand', () => {
  it('is what the files say about an encounter', () =>
    expect(read({ 'a.json': [patient, practitioner, encounter('1')] })).toEqual({
      demand: [
        {
          encounterId: '1',
          patientId: ann,
          patientDeceased: false,
          practitionerId: 'dr-li',
          classCode: 'AMB',
          status: 'finished',
          typeCodes: ['185349003'],
          start: '2020-05-04T13:30:07Z',
          date: '2020-05-04',
          minutes: 15,
        },
      ],
      practitioners: [{ practitionerId: 'dr-li', name: 'Dr. Li' }],
      faults: [],
      repeated: 0,
    }));

  it('keeps the date that the file writes, whatever the date elsewhere', () =>
    expect(read({ 'a.json': [patient, encounter('1', '2020-05-04T23:30:00-04:00', '2020-05-04T23:45:00-04:00')] }).demand).toMatchObject([
      { date: '2020-05-04', start: '2020-05-05T03:30:00Z' },
    ]));

  it.each([{ deceasedBoolean: true }, { deceasedDateTime: '2018-01-27' }])('knows that the patient has died by %j', (fact) =>
    expect(read({ 'a.json': [{ ...patient, ...fact }, encounter('1')] }).demand).toMatchObject([{ patientDeceased: true }]),
  );

  it('finds practitioners and patients in any file', () =>
    expect(read({ 'a.json': [encounter('1')], 'b.json': [patient], 'c.json': [practitioner] }).demand).toMatchObject([
      { practitionerId: 'dr-li' },
    ]));

  it('has no practitioner when the files have none of that name', () =>
    expect(read({ 'a.json': [patient, encounter('1')] }).demand).toMatchObject([{ practitionerId: undefined }]));

  it('counts an encounter once that stands in two files', () => {
    const all = [patient, practitioner, encounter('1')];
    expect(read({ 'a.json': all, 'copy of a.json': all })).toMatchObject({ demand: [{ encounterId: '1' }], repeated: 1, faults: [] });
  });

  it('refuses two encounters of one id', () =>
    expect(
      read({ 'a.json': [patient, encounter('1')], 'b.json': [encounter('1', '2020-05-04T09:30:00Z', '2020-05-04T10:00:00Z')] }).faults,
    ).toEqual([
      { file: 'b.json', at: 'Bundle.entry[0].resource.id', problem: 'is also the id of another encounter, Bundle.entry[1] of a.json' },
    ]));

  it('refuses an encounter of nobody in the files', () =>
    expect(read({ 'a.json': [practitioner, encounter('1')] }).faults).toEqual([
      { file: 'a.json', at: 'Bundle.entry[1].resource.subject.reference', problem: 'names no patient of these files' },
    ]));
});
