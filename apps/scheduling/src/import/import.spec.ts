import { given } from '@liaison/testing';
import { importRun } from './import.decider.js';

const plan = { importId: 'synthea', startDate: '2026-12-07', weeks: 8, years: 10 };
const planned = { type: 'ImportPlanned', data: plan } as const;
const item = { importId: 'synthea', itemId: 'enc-1', outcome: 'refused', codes: ['resource-not-there'] } as const;
const recorded = { type: 'ImportItemRecorded', data: item } as const;

describe('An import', () => {
  it('is laid out in the window of its first plan', () => {
    given(importRun).when({ type: 'PlanImport', data: plan }).then(planned);
    given(importRun, planned)
      .when({ type: 'PlanImport', data: { ...plan, startDate: '2027-01-04', weeks: 4 } })
      .thenNothing();
  });
  it('records what became of each entry', () => given(importRun, planned).when({ type: 'RecordImportItem', data: item }).then(recorded));
  it('keeps the first outcome of an entry', () =>
    given(importRun, planned, recorded)
      .when({ type: 'RecordImportItem', data: { ...item, outcome: 'booked', codes: [] } })
      .thenNothing());
  it('must be planned before entries are recorded', () =>
    given(importRun).when({ type: 'RecordImportItem', data: item }).thenRefused({ code: 'import-unknown', importId: 'synthea' }));
  it('lists its entries in the order in which they were recorded', () => {
    const events = ['z', 'a', 'm'].map((itemId) => ({ ...recorded, data: { ...item, itemId } }));
    const run = [planned, ...events].reduce(importRun.evolve, importRun.initial);
    expect(run.status === 'planned' && [...run.items.keys()]).toEqual(['z', 'a', 'm']);
  });
});
