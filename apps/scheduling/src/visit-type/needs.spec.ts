import { phasesFor, unansweredNeeds } from './needs.js';
import { meets, poolOf, type Candidate } from './pools.js';
import type { Phase } from './visit-type.events.js';

const phase = (name: string, changes: Partial<Phase> = {}): Phase => ({
  ...{ name, offsetMinutes: 0, durationMinutes: 30, load: 1, anyOf: [] },
  ...changes,
});
const phases = [
  phase('doctor', { anyOf: ['dr-li'] }),
  phase('interpreter', { onNeed: 'interpreter', requires: { kind: 'practitioner', privileges: ['interpreting'] } }),
  phase('hoist', { onNeed: 'hoist', anyOf: ['hoist-1'] }),
];

describe('The phases of a visit', () => {
  it('are those for everybody, and those that somebody needs', () => {
    expect(phasesFor(phases, []).map(({ name }) => name)).toEqual(['doctor']);
    expect(phasesFor(phases, ['hoist']).map(({ name }) => name)).toEqual(['doctor', 'hoist']);
  });
  it('ask for the language that somebody needs', () =>
    expect(phasesFor(phases, ['interpreter:es'])[1]?.requires).toEqual({
      ...{ kind: 'practitioner', privileges: ['interpreting'], languages: ['es'] },
    }));
  it('leave no need without a phase untold', () => expect(unansweredNeeds(phases, ['hoist', 'oxygen'])).toEqual(['oxygen']));
});

describe('The pool of a phase', () => {
  const all: readonly Candidate[] = [
    { resourceId: 'dr-li', kind: 'practitioner', capacity: 1, attributes: { languages: ['es'] } },
    { resourceId: 'mx-1', kind: 'practitioner', capacity: 1, attributes: { languages: ['es'], privileges: ['interpreting'] } },
    { resourceId: 'or-3', kind: 'room', capacity: 1 },
  ];
  const pool = (each: Phase) => poolOf(each, [...phases, each], all, (id) => all.find(({ resourceId }) => resourceId === id));

  it('is whoever it names', () => expect(pool(phase('a', { anyOf: ['or-3', 'gone'] }))).toEqual(['or-3', 'gone']));
  it('is whoever has what it requires', () => expect(pool(phase('a', { requires: { languages: ['es'] } }))).toEqual(['dr-li', 'mx-1']));
  it('is whoever of those it names has what it requires', () =>
    expect(pool(phase('a', { anyOf: ['mx-1', 'dr-li', 'or-3'], requires: { kind: 'practitioner' } }))).toEqual(['mx-1', 'dr-li']));
  it('is that of the phase it goes with', () => expect(pool(phase('a', { sameAs: 'doctor' }))).toEqual(['dr-li']));
  it('knows what kind is asked for', () =>
    expect(all.filter((each) => meets(each, { kind: 'room' })).map(({ resourceId }) => resourceId)).toEqual(['or-3']));
});
