import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readBundle } from '@liaison/fhir';
import { plan } from './plan.js';
import { DemandReader } from './read-demand.js';
import { tally, tallyByDepartment } from './tally.js';

const data = process.env['LIAISON_SAMPLE_DATA'] ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const folder = join(data, 'fhir/synthea');
const window = { startDate: '2026-12-07', weeks: 8, years: 10 };

const read = () => {
  const reader = new DemandReader();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const bundle = readBundle(readFileSync(join(folder, file), 'utf8'));
    if ('faults' in bundle) throw new Error(`${file}: ${JSON.stringify(bundle.faults)}`);
    reader.take(file, bundle.resources);
  }
  return reader.result();
};

const theyAreCounted = () => {
  const source = read();
  const planned = plan(source.demand, window);

  it('have 611 encounters, of which 379 are bookable', () => {
    expect(source.faults).toEqual([]);
    expect(source.repeated).toBe(0);
    expect(source.practitioners).toHaveLength(26);
    expect(tally(planned, new Map())).toMatchObject({
      read: 611,
      bookable: 379,
      notBookable: 232,
      notBookableBy: {
        emergency: 31,
        inpatient: 4,
        'day-or-longer': 2,
        'no-practitioner': 2,
        'patient-deceased': 138,
        'before-window': 55,
      },
    });
  });

  it('fall into departments as the table says', () =>
    expect(tallyByDepartment(planned, new Map()).map(({ departmentId, read: all, bookable }) => [departmentId, all, bookable])).toEqual([
      ['primary-care', 417, 244],
      ['maternity', 48, 40],
      ['procedures', 92, 79],
      ['consultations', 14, 12],
      ['allergy', 1, 1],
      ['general', 39, 3],
    ]));

  it('come on weekdays of the eight weeks, each with an appointment of its own', () => {
    const dates = planned.visits.map(({ date }) => date);
    expect(dates.filter((date) => date < '2026-12-07' || date >= '2027-02-01')).toEqual([]);
    expect(dates.filter((date) => [0, 6].includes(new Date(date).getUTCDay()))).toEqual([]);
    expect(new Set(planned.visits.map(({ appointmentId }) => appointmentId)).size).toBe(379);
  });

  it('are planned alike in whatever order the files are read', () => expect(plan(source.demand.toReversed(), window)).toEqual(planned));
};

describe('The 24 patients that Synthea made', () => {
  if (existsSync(folder)) theyAreCounted();
  else
    it.skip('have 611 encounters, of which 379 are bookable (skipped: there is no fhir/synthea in LIAISON_SAMPLE_DATA)', () =>
      expect(folder).toBe(''));
});
