import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { ClosureLifted } from '../closure.events.js';
import type { Closure } from '../closure.state.js';

export type LiftClosure = { readonly type: 'LiftClosure'; readonly data: ClosureLifted['data'] };
export type LiftingRefusal = { readonly code: 'closure-unknown'; readonly closureId: string };

export const liftClosure = ({ data }: LiftClosure, closure: Closure): Decision<ClosureLifted, LiftingRefusal> => {
  switch (closure.status) {
    case 'unknown':
      return rejected({ code: 'closure-unknown', closureId: data.closureId });
    case 'declared':
      return accepted({ type: 'ClosureLifted', data });
    case 'lifted':
      return accepted();
  }
};
