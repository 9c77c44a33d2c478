import { accepted, rejected, type Decider } from '@liaison/kernel';

/** given(decider, ...past).when(command).then(...events) | .thenNothing() | .thenRefused(...refusals) */
export const given = <Command, State, Event, Refusal>(
  { initial, evolve, decide }: Decider<Command, State, Event, Refusal>,
  ...past: readonly Event[]
) => ({
  when(command: Command) {
    const decision = decide(command, past.reduce(evolve, initial));
    return {
      then: (...events: readonly Event[]) => expect(decision).toEqual(accepted(...events)),
      thenNothing: () => expect(decision).toEqual(accepted()),
      thenRefused: (...refusals: readonly Refusal[]) => expect(decision).toEqual(rejected(...refusals)),
    };
  },
});
