import { rejected } from './decision.js';
import type { Decider } from './decider.js';

/** Set by who has seen what is there: at the edge, by an `If-Match`. */
export type Knowingly = { readonly mayReplace?: boolean };
export type AlreadyDefined = { readonly code: 'already-defined' };

/**
 * A definition that is there is replaced only by somebody who has seen it; saying the same again stays harmless. So two
 * people who define at once cannot silently overwrite each other.
 */
export const replacedKnowingly = <Command, State, Event, Refusal>(
  { initial, evolve, decide }: Decider<Command, State, Event, Refusal>,
  isDefined: (command: Command, state: State) => boolean,
): Decider<Command & Knowingly, State, Event, Refusal | AlreadyDefined> => ({
  initial,
  evolve,
  decide: (command, state) => {
    const decision = decide(command, state);
    const replaces = decision.accepted && decision.events.length > 0 && isDefined(command, state);
    return replaces && !command.mayReplace ? rejected({ code: 'already-defined' }) : decision;
  },
});
