import type { ClosureDeclared, ClosureEvent } from './closure.events.js';

export type Closure = { readonly status: 'unknown' } | DeclaredClosure;
export type DeclaredClosure = { readonly status: 'declared' | 'lifted'; readonly facts: ClosureDeclared['data'] };

export const initial: Closure = { status: 'unknown' };

export const evolve = (closure: Closure, event: ClosureEvent): Closure => {
  switch (event.type) {
    case 'ClosureDeclared':
      return { status: 'declared', facts: event.data };
    case 'ClosureLifted':
      return closure.status === 'unknown' ? closure : { ...closure, status: 'lifted' };
  }
};
