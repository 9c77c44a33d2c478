import { given } from '@liaison/testing';
import { closure } from '../closure.decider.js';
import type { ClosureEvent } from '../closure.events.js';
import type { DeclareClosure } from './declare-closure.js';

const facts = {
  closureId: 'flood',
  siteId: 'north',
  departmentId: 'surgery',
  from: '2026-12-01T13:00:00Z',
  to: '2026-12-03T13:00:00Z',
  reason: 'emergency',
} as const;
const declared = (changes = {}): ClosureEvent => ({ type: 'ClosureDeclared', data: { ...facts, ...changes } });
const declare = (changes = {}): DeclareClosure => ({ type: 'DeclareClosure', data: { ...facts, ...changes } });
const lifted: ClosureEvent = { type: 'ClosureLifted', data: { closureId: 'flood', siteId: 'north' } };

describe('Declaring a closure', () => {
  it('records what is closed, when and why', () => given(closure).when(declare()).then(declared()));
  it('changes nothing when the same is said again', () => given(closure, declared()).when(declare()).thenNothing());
  it('does not change one that stands', () =>
    given(closure, declared())
      .when(declare({ to: '2026-12-04T13:00:00Z' }))
      .thenRefused({ code: 'closure-differs', closureId: 'flood' }));
  it('does not bring back one that was lifted', () =>
    given(closure, declared(), lifted).when(declare()).thenRefused({ code: 'closure-already-lifted', closureId: 'flood' }));
  it('lasts 366 days at most', () => {
    given(closure)
      .when(declare({ to: '2027-12-02T13:00:00Z' }))
      .then(declared({ to: '2027-12-02T13:00:00Z' }));
    given(closure)
      .when(declare({ to: '2027-12-02T13:00:01Z' }))
      .thenRefused({ code: 'closure-too-long', days: 367, longest: 366 });
  });
});

describe('Lifting a closure', () => {
  const lift = { type: 'LiftClosure', data: { closureId: 'flood', siteId: 'north' } } as const;
  it('records it', () => given(closure, declared()).when(lift).then(lifted));
  it('changes nothing the second time', () => given(closure, declared(), lifted).when(lift).thenNothing());
  it('needs a closure', () => given(closure).when(lift).thenRefused({ code: 'closure-unknown', closureId: 'flood' }));
});
