import { inNoPool, narrow, phasesAt, visitAt, withSameAs } from './phases.js';

const visitType = {
  durationMinutes: 60,
  phases: [
    { name: 'theatre', offsetMinutes: -15, durationMinutes: 90, load: 1, anyOf: ['or-3', 'or-5'] },
    { name: 'surgeon', offsetMinutes: 0, durationMinutes: 60, load: 1, anyOf: ['dr-li'] },
  ],
};

describe('The phases of a visit', () => {
  it('count from the patient’s start', () =>
    expect(phasesAt(visitType, '2026-12-01T09:00:00Z')).toEqual([
      { name: 'theatre', load: 1, anyOf: ['or-3', 'or-5'], from: '2026-12-01T08:45:00Z', to: '2026-12-01T10:15:00Z' },
      { name: 'surgeon', load: 1, anyOf: ['dr-li'], from: '2026-12-01T09:00:00Z', to: '2026-12-01T10:00:00Z' },
    ]));
  it('are not the patient’s own time', () =>
    expect(visitAt(visitType, '2026-12-01T09:00:00Z')).toEqual({ from: '2026-12-01T09:00:00Z', to: '2026-12-01T10:00:00Z' }));
  it('last as long when the clocks change in between', () =>
    expect(visitAt(visitType, '2026-11-01T05:30:00Z')).toEqual({ from: '2026-11-01T05:30:00Z', to: '2026-11-01T06:30:00Z' }));
  it('prefer who was asked for, where they can serve', () => {
    expect(narrow(visitType.phases, ['or-5']).map(({ anyOf }) => anyOf)).toEqual([['or-5'], ['dr-li']]);
    expect(narrow(visitType.phases)).toEqual(visitType.phases);
  });
  it('tell who was asked for and can serve in none', () =>
    expect(inNoPool(visitType.phases, ['or-5', 'dr-no', 'dr-li'])).toEqual(['dr-no']));
});

describe('Phases that go together', () => {
  const all = [{ name: 'surgeon' }, { name: 'theatre' }, { name: 'cleaning', sameAs: 'theatre' }, { name: 'setup', sameAs: 'theatre' }];
  it('are found from the one that leads and from any that follows', () =>
    expect(['theatre', 'setup'].map((name) => withSameAs(all, name))).toEqual([
      ['theatre', 'cleaning', 'setup'],
      ['theatre', 'cleaning', 'setup'],
    ]));
  it('are one alone where nothing goes with it', () => expect(withSameAs(all, 'surgeon')).toEqual(['surgeon']));
});
