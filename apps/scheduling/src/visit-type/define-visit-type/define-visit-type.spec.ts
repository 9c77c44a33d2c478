import { given } from '@liaison/testing';
import { visitType } from '../visit-type.decider.js';
import type { Phase, Requirement, VisitTypeEvent } from '../visit-type.events.js';
import type { VisitTypeFacts } from '../visit-type.state.js';
import type { Candidate } from '../pools.js';
import type { DefineVisitType } from './define-visit-type.js';

const all: readonly Candidate[] = [
  { resourceId: 'dr-li', kind: 'practitioner', capacity: 1, attributes: { specialties: ['orthopedics'], languages: ['es'] } },
  { resourceId: 'dr-wu', kind: 'practitioner', capacity: 4, attributes: { specialties: ['anaesthesia'] } },
  { resourceId: 'or-3', kind: 'room', capacity: 1, attributes: { features: ['hoist'] } },
  { resourceId: 'or-5', kind: 'room', capacity: 1 },
];
const resources = { named: new Map(all.map((each) => [each.resourceId, each])), ofSite: all };
const phase = (name: string, anyOf: string[], changes: Partial<Phase> = {}): Phase => ({
  name,
  offsetMinutes: 0,
  durationMinutes: 60,
  load: 1,
  anyOf,
  ...changes,
});
const facts = (phases: Phase[], changes: Partial<VisitTypeFacts> = {}): VisitTypeFacts => ({
  siteId: 'north',
  visitTypeId: 'hip',
  departmentId: 'surgery',
  name: 'Hip replacement',
  durationMinutes: 60,
  phases,
  ...changes,
});
const define = (...given: Parameters<typeof facts>): DefineVisitType => ({
  type: 'DefineVisitType',
  data: { ...facts(...given), known: { resources } },
});
const defined = (...given: Parameters<typeof facts>): VisitTypeEvent => ({ type: 'VisitTypeDefined', data: facts(...given) });

describe('Defining a visit type', () => {
  const hip = [
    phase('surgeon', ['dr-li']),
    phase('theatre', ['or-3', 'or-5'], { offsetMinutes: -15, durationMinutes: 90 }),
    phase('anaesthetist', ['dr-wu'], { offsetMinutes: -30, durationMinutes: 120 }),
  ];

  it('records its phases and not what was known of the resources', () => given(visitType).when(define(hip)).then(defined(hip)));
  it('changes nothing when the same is said again', () => given(visitType, defined(hip)).when(define(hip)).thenNothing());
  it('records all facts again when one changes', () =>
    given(visitType, defined(hip))
      .when(define(hip, { name: 'Hip' }))
      .then(defined(hip, { name: 'Hip' })));
  it('refuses phases of one name', () =>
    given(visitType)
      .when(define([phase('room', ['or-3']), phase('room', ['or-5'])]))
      .thenRefused({ code: 'phase-name-twice', phase: 'room' }));
  it('refuses a visit or a phase without a length', () =>
    given(visitType)
      .when(define([phase('room', ['or-3'], { durationMinutes: 0 })], { durationMinutes: 0 }))
      .thenRefused({ code: 'phases-cannot-fit', minutes: 0 }, { code: 'phases-cannot-fit', minutes: 0, phase: 'room' }));
  it('refuses phases that span more than a day, from the first preparation to the last cleaning', () => {
    const long = (durationMinutes: number) => [
      phase('preparation', ['or-3'], { offsetMinutes: -60 }),
      phase('recovery', ['or-5'], { offsetMinutes: 60, durationMinutes }),
    ];
    given(visitType)
      .when(define(long(1320)))
      .then(defined(long(1320)));
    given(visitType)
      .when(define(long(1321)))
      .thenRefused({ code: 'phases-cannot-fit', minutes: 1441 });
  });
  it('refuses resources that nobody has defined, each with its phase', () =>
    given(visitType)
      .when(define([phase('surgeon', ['dr-li', 'dr-no']), phase('theatre', ['constructor'])]))
      .thenRefused(
        { code: 'resource-unknown', phase: 'surgeon', resourceId: 'dr-no' },
        { code: 'resource-unknown', phase: 'theatre', resourceId: 'constructor' },
      ));
  it('refuses a load that nobody of the pool can bear', () => {
    given(visitType)
      .when(define([phase('anaesthetist', ['dr-li', 'dr-wu'], { load: 5 })]))
      .thenRefused({ code: 'load-exceeds-capacity', phase: 'anaesthetist', load: 5, capacity: 4 });
    given(visitType)
      .when(define([phase('anaesthetist', ['dr-li', 'dr-wu'], { load: 4 })]))
      .then(defined([phase('anaesthetist', ['dr-li', 'dr-wu'], { load: 4 })]));
  });
  it('refuses phases that need more at one time than their pools have even when nobody has booked', () =>
    given(visitType)
      .when(define([phase('a', ['or-3', 'or-5']), phase('b', ['or-5', 'or-3']), phase('c', ['or-3'], { offsetMinutes: 30 })]))
      .thenRefused({ code: 'pool-too-small', phases: ['a', 'b', 'c'] }));
  it('allows phases that use one resource after another', () => {
    const phases = [phase('a', ['or-3']), phase('b', ['or-3'], { offsetMinutes: 60 })];
    given(visitType).when(define(phases)).then(defined(phases));
  });
  it('allows phases that share a capacity, and no more of them', () => {
    const shared = (count: number) => Array.from({ length: count }, (_, n) => phase(`part-${n}`, ['dr-wu'], { load: 2 }));
    given(visitType)
      .when(define(shared(2)))
      .then(defined(shared(2)));
    given(visitType)
      .when(define(shared(3)))
      .thenRefused({ code: 'pool-too-small', phases: ['part-0', 'part-1', 'part-2'] });
  });

  describe('by what resources have', () => {
    const byAttribute = (name: string, requires: Requirement, changes: Partial<Phase> = {}) => phase(name, [], { requires, ...changes });

    it('records what a phase requires, not who has it now', () => {
      const phases = [byAttribute('surgeon', { kind: 'practitioner', specialties: ['orthopedics'] }), phase('theatre', ['or-3', 'or-5'])];
      given(visitType).when(define(phases)).then(defined(phases));
    });
    it('refuses a phase without a pool, and one that goes with no other, by their names', () =>
      given(visitType)
        .when(define([phase('surgeon', []), phase('cleaning', [], { sameAs: 'theatre' }), phase('nurse', [], { sameAs: 'nurse' })]))
        .thenRefused(
          { code: 'pool-empty', phase: 'surgeon' },
          { code: 'same-as-unknown', phase: 'cleaning', sameAs: 'theatre' },
          { code: 'same-as-unknown', phase: 'nurse', sameAs: 'nurse' },
        ));
    it('refuses an attribute that nobody has, by its name', () =>
      given(visitType)
        .when(define([byAttribute('surgeon', { specialties: ['orthopedics', 'cardiology'], languages: ['fr'] })]))
        .thenRefused(
          { code: 'attribute-nobody-has', phase: 'surgeon', attribute: 'specialties', value: 'cardiology' },
          { code: 'attribute-nobody-has', phase: 'surgeon', attribute: 'languages', value: 'fr' },
        ));
    it('refuses attributes that nobody has together, and a kind that nobody is', () => {
      given(visitType)
        .when(define([byAttribute('surgeon', { specialties: ['anaesthesia'], languages: ['es'] })]))
        .thenRefused({ code: 'attributes-nobody-has-together', phase: 'surgeon' });
      given(visitType)
        .when(define([byAttribute('scope', { kind: 'equipment' })]))
        .thenRefused({ code: 'attribute-nobody-has', phase: 'scope', attribute: 'kind', value: 'equipment' });
    });
    it('refuses what is required of those named when none of them has it', () =>
      given(visitType)
        .when(define([phase('theatre', ['or-5'], { requires: { features: ['hoist'] } })]))
        .thenRefused({ code: 'attribute-nobody-has', phase: 'theatre', attribute: 'features', value: 'hoist' }));
    it('judges phases that one resource serves by what it bears at a time', () => {
      const nurse = (capacity: number) => [
        phase('nurse', ['dr-wu']),
        phase('needle-in', [], { sameAs: 'nurse', durationMinutes: 15, load: capacity }),
      ];
      given(visitType)
        .when(define(nurse(3)))
        .then(defined(nurse(3)));
      given(visitType)
        .when(define(nurse(4)))
        .thenRefused({ code: 'pool-too-small', phases: ['nurse', 'needle-in'] });
    });
  });

  it('refuses a grid, a lead time and an overbooking that cannot be, by their names', () =>
    given(visitType)
      .when(
        define([phase('room', ['or-3'])], {
          ...{ gridMinutes: 7, leadMinutes: 3000, horizonDays: 2 },
          overbooking: [{ role: 'coordinator', phase: 'theatre', extra: 1 }],
        }),
      )
      .thenRefused(
        { code: 'grid-invalid', gridMinutes: 7 },
        { code: 'lead-beyond-horizon', leadMinutes: 3000, horizonDays: 2 },
        { code: 'overbooked-phase-unknown', phase: 'theatre' },
      ));
});
