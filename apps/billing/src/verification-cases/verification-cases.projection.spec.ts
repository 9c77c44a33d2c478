import type { RecordedEvent } from '@liaison/event-store';
import { changesOf, type Change } from '@liaison/projections';
import fc from 'fast-check';
import { CoverageProblemCode } from '../verification-case/coverage-problem.js';
import type { VerificationCaseEvent } from '../verification-case/verification-case.events.js';
import { caseId, closed, opened, problem, verified } from '../verification-case/verification-case.examples.js';
import { evolve, initial } from '../verification-case/verification-case.state.js';
import { verificationCases, type VerificationCaseFacts } from './verification-cases.projection.js';

type Rows = ReadonlyMap<string, VerificationCaseFacts>;

const recorded = (event: VerificationCaseEvent, revision: number): RecordedEvent => ({
  ...event,
  id: `${caseId}/${revision}`,
  metadata: { commandId: `${caseId}/${revision}`, by: 'the spec' },
  stream: `billing.verificationCase-${caseId}`,
  revision,
  position: revision + 1,
  time: `2026-11-24T04:00:${10 + revision}.000Z`,
});

/** The table as the runner would leave it. */
const applied = (rows: Rows, change: Change<VerificationCaseFacts>): Rows => {
  if ('put' in change) return new Map([...rows, [change.put.caseId, change.put]]);
  if ('remove' in change) return new Map([...rows].filter(([id]) => id !== change.remove.caseId));
  return new Map([...rows].map(([id, row]) => [id, id === change.where.caseId ? { ...row, ...change.set } : row]));
};
const shown = (events: readonly VerificationCaseEvent[], rows: Rows = new Map()): Rows =>
  events
    .map(recorded)
    .flatMap((event) => changesOf(verificationCases, event) as readonly Change<VerificationCaseFacts>[])
    .reduce(applied, rows);

describe('The list of verification cases', () => {
  it('shows an opened case with its visit', () =>
    expect(shown([opened]).get(caseId)).toEqual({
      ...opened.data,
      status: 'open',
      problem: null,
      revision: 0,
      changedAt: '2026-11-24T04:00:10.000Z',
    }));

  it('shows the problem while there is one', () => {
    expect(shown([opened, problem('referral-missing')]).get(caseId)).toMatchObject({
      status: 'problem',
      problem: 'referral-missing',
      revision: 1,
    });
    expect(shown([opened, problem('referral-missing'), verified]).get(caseId)).toMatchObject({
      status: 'verified',
      problem: null,
      revision: 2,
    });
  });

  it('keeps a closed case, without its problem', () =>
    expect(shown([opened, problem('referral-missing'), closed]).get(caseId)).toMatchObject({
      status: 'closed',
      problem: null,
      revision: 2,
    }));

  it('does not show a visit of which only the cancellation is known', () => expect(shown([closed]).size).toBe(0));

  const history = fc.array(fc.oneof(fc.constantFrom(verified, closed), fc.constantFrom(...CoverageProblemCode.options).map(problem)), {
    maxLength: 8,
  });

  it('says of each case what its stream says', () =>
    fc.assert(
      fc.property(history, (later) => {
        const closing = later.indexOf(closed);
        const events = [opened, ...(closing === -1 ? later : later.slice(0, closing + 1))];
        const row = shown(events).get(caseId);
        const state = events.reduce(evolve, initial);
        expect({ status: row?.status, problem: row?.problem }).toEqual({
          status: state.status,
          problem: 'problem' in state ? state.problem : null,
        });
      }),
    ));

  it('is the same after a second replay as after the first', () =>
    fc.assert(
      fc.property(history, (later) => {
        const once = shown([opened, ...later]);
        expect(shown([opened, ...later], once)).toEqual(once);
      }),
    ));
});
