import { given } from '@liaison/testing';
import { resource } from '../resource.decider.js';
import type { ResourceEvent } from '../resource.events.js';
import type { DefineResource } from './define-resource.js';

const facts = { resourceId: 'dr-wu', kind: 'practitioner', name: 'Dr Wu', capacity: 1 } as const;
const defined = (changes = {}): ResourceEvent => ({ type: 'ResourceDefined', data: { ...facts, ...changes } });
const define = (changes = {}): DefineResource => ({ type: 'DefineResource', data: { ...facts, ...changes } });

describe('Defining a resource', () => {
  it('records what it is and how much of it there is', () => given(resource).when(define()).then(defined()));
  it('records all facts again when the capacity changes', () =>
    given(resource, defined())
      .when(define({ capacity: 4 }))
      .then(defined({ capacity: 4 })));
  it('changes nothing when the same is said again', () => given(resource, defined()).when(define()).thenNothing());
  it('does not turn a person into a room', () =>
    given(resource, defined())
      .when(define({ kind: 'room' }))
      .thenRefused({ code: 'kind-fixed', resourceId: 'dr-wu', kind: 'practitioner' }));
});
