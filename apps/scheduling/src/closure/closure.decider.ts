import type { Decider } from '@liaison/kernel';
import type { ClosureEvent } from './closure.events.js';
import { evolve, initial, type Closure } from './closure.state.js';
import { declareClosure, type ClosureRefusal, type DeclareClosure } from './declare-closure/declare-closure.js';
import { liftClosure, type LiftClosure, type LiftingRefusal } from './lift-closure/lift-closure.js';

export type ClosureCommand = DeclareClosure | LiftClosure;

export const closure: Decider<ClosureCommand, Closure, ClosureEvent, ClosureRefusal | LiftingRefusal> = {
  initial,
  evolve,
  decide: (command, state) => {
    switch (command.type) {
      case 'DeclareClosure':
        return declareClosure(command, state);
      case 'LiftClosure':
        return liftClosure(command, state);
    }
  },
};
