import { accepted } from '@liaison/kernel';
import fc from 'fast-check';
import { CoverageProblemCode } from './coverage-problem.js';
import { verificationCase, type VerificationCaseCommand } from './verification-case.decider.js';
import { VerificationCaseEvent } from './verification-case.events.js';
import { close, closed, open, opened, problem, report, verified, verify } from './verification-case.examples.js';
import type { VerificationCase } from './verification-case.state.js';

const { initial, evolve, decide } = verificationCase;

const code = fc.constantFrom(...CoverageProblemCode.options);
const event = fc.oneof(fc.constantFrom(opened, verified, closed), code.map(problem));
const history = fc.array(event, { maxLength: 12 });
const command = fc.oneof(fc.constantFrom(open, verify, close), code.map(report));

/** What a stream holds after these commands, one after the other. */
const after = (commands: readonly VerificationCaseCommand[]): { state: VerificationCase; events: readonly VerificationCaseEvent[] } =>
  commands.reduce<{ state: VerificationCase; events: readonly VerificationCaseEvent[] }>(
    ({ state, events }, next) => {
      const decision = decide(next, state);
      return decision.accepted
        ? { state: decision.events.reduce(evolve, state), events: [...events, ...decision.events] }
        : { state, events };
    },
    { state: initial, events: [] },
  );

describe('A verification case', () => {
  it('has a state after any events in any order', () =>
    fc.assert(
      fc.property(history, (past) => {
        expect(['none', 'open', 'verified', 'problem', 'closed']).toContain(past.reduce(evolve, initial).status);
      }),
    ));

  it('gets the same decision for the same command on the same history', () =>
    fc.assert(
      fc.property(history, command, (past, next) => {
        const twice = [0, 1].map(() => decide(structuredClone(next), structuredClone(past.reduce(evolve, initial))));
        expect(twice[0]).toEqual(twice[1]);
      }),
    ));

  it('records only what its schemas say', () =>
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
        for (const recorded of after(commands).events) expect(VerificationCaseEvent.parse(recorded)).toEqual(recorded);
      }),
    ));

  it('folds its events to the state on which it decided', () =>
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
        const { state, events } = after(commands);
        expect(events.reduce(evolve, initial)).toEqual(state);
      }),
    ));

  it('opens and closes at most once, and nothing follows its closing', () =>
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
        const types = after(commands).events.map(({ type }) => type);
        expect(types.filter((type) => type === 'VerificationCaseOpened').length).toBeLessThanOrEqual(1);
        const closing = types.indexOf('VerificationCaseClosed');
        expect(closing === -1 || closing === types.length - 1).toBe(true);
      }),
    ));

  it('has nothing left to do for a command that was just accepted', () =>
    fc.assert(
      fc.property(history, command, (past, next) => {
        const before = past.reduce(evolve, initial);
        const first = decide(next, before);
        fc.pre(first.accepted);
        if (first.accepted) expect(decide(next, first.events.reduce(evolve, before))).toEqual(accepted());
      }),
    ));

  it('stays closed whatever arrives', () =>
    fc.assert(
      fc.property(history, history, fc.array(command, { maxLength: 20 }), (before, later, commands) => {
        const past = [...before, closed, ...later].reduce(evolve, initial);
        const end = commands.reduce((state, next) => {
          const decision = decide(next, state);
          return decision.accepted ? decision.events.reduce(evolve, state) : state;
        }, past);
        expect(end).toEqual({ status: 'closed' });
      }),
    ));

  it('ends closed when a cancellation came and open when none did, in whatever order and however often it was told', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom(open, close), { minLength: 1, maxLength: 12 }), (messages) => {
        expect(after(messages).state.status).toBe(messages.includes(close) ? 'closed' : 'open');
      }),
    ));
});
