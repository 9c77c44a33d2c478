import { given } from '@liaison/testing';
import * as fc from 'fast-check';
import { commitment, type CommitmentCommand } from './commitment.decider.js';
import type { CommitmentEvent } from './commitment.events.js';
import { daysOf } from './commitment.state.js';

const commitmentId = '0192a5c0-0000-7000-8000-00000000000a';
const clock = (time: string) => `2026-11-30T${time}:00Z`;
const [monday, tuesday] = [
  { siteId: 'north', date: '2026-12-01' },
  { siteId: 'north', date: '2026-12-02' },
];
const parts = [
  { kind: 'move', appointmentId: '0192a5c0-0000-7000-8000-000000000001', from: monday, to: tuesday } as const,
  { kind: 'cancel', appointmentId: '0192a5c0-0000-7000-8000-000000000002', from: monday } as const,
];
const facts = { commitmentId, parts, by: 'desk', deadline: clock('09:01'), at: clock('09:00') };
const begun: CommitmentEvent = { type: 'CommitmentBegun', data: facts };
const committed: CommitmentEvent = { type: 'CommitmentCommitted', data: { commitmentId, at: clock('09:00') } };
const abandoned = (because: 'refused' | 'deadline' | 'overtaken', at = '09:00') =>
  ({ type: 'CommitmentAbandoned', data: { commitmentId, because, reasons: [{ part: 0, code: 'closed' }], at: clock(at) } }) as const;
const completed: CommitmentEvent = {
  type: 'CommitmentCompleted',
  data: { commitmentId, days: [{ ...monday, revision: 7 }], at: clock('09:00') },
};
const begin: CommitmentCommand = { type: 'BeginCommitment', data: facts };
const commit: CommitmentCommand = { type: 'Commit', data: committed.data };
const abandon = (...of: Parameters<typeof abandoned>): CommitmentCommand => ({ type: 'Abandon', data: abandoned(...of).data });
const complete: CommitmentCommand = { type: 'Complete', data: completed.data };

describe('A commitment over several days', () => {
  it('begins once', () => {
    given(commitment).when(begin).then(begun);
    given(commitment, begun).when(begin).thenNothing();
    given(commitment, begun, committed, completed).when(begin).thenNothing();
  });
  it('is committed once, also late, while nobody has abandoned it', () => {
    given(commitment, begun)
      .when({ ...commit, data: { commitmentId, at: clock('11:00') } })
      .then({ ...committed, data: { commitmentId, at: clock('11:00') } });
    given(commitment, begun, committed).when(commit).thenNothing();
    given(commitment, begun, committed, completed).when(commit).thenNothing();
  });
  it('is not committed once it was abandoned, and says why', () =>
    given(commitment, begun, abandoned('refused'))
      .when(commit)
      .thenRefused({ code: 'commitment-abandoned', because: 'refused', codes: ['closed'] }));
  it('is abandoned at once by whoever began it, and by a fact that came in between', () => {
    given(commitment, begun).when(abandon('refused')).then(abandoned('refused'));
    given(commitment, begun).when(abandon('overtaken')).then(abandoned('overtaken'));
  });
  it('is abandoned by anybody else from its deadline on', () => {
    given(commitment, begun)
      .when(abandon('deadline'))
      .thenRefused({ code: 'deadline-ahead', deadline: clock('09:01') });
    given(commitment, begun).when(abandon('deadline', '09:01')).then(abandoned('deadline', '09:01'));
  });
  it('is not abandoned once it was committed', () =>
    given(commitment, begun, committed).when(abandon('deadline', '10:00')).thenRefused({ code: 'commitment-committed', commitmentId }));
  it('is completed once it is decided', () => {
    given(commitment, begun).when(complete).thenRefused({ code: 'commitment-undecided', commitmentId });
    given(commitment, begun, committed).when(complete).then(completed);
    given(commitment, begun, abandoned('refused')).when(complete).then(completed);
    given(commitment, begun, committed, completed).when(complete).thenNothing();
  });
  it('has to be begun', () => {
    given(commitment).when(commit).thenRefused({ code: 'commitment-unknown', commitmentId });
    given(commitment).when(abandon('overtaken')).thenRefused({ code: 'commitment-unknown', commitmentId });
  });
  it('names each of its days once', () => expect(daysOf(facts)).toEqual([monday, tuesday]));
  it('is decided once, in whatever order whoever asks for it', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom(begin, commit, abandon('refused'), abandon('deadline', '10:00'), complete)), (commands) => {
        const events = commands.reduce<readonly CommitmentEvent[]>((so, command) => {
          const decision = commitment.decide(command, so.reduce(commitment.evolve, commitment.initial));
          return decision.accepted ? [...so, ...decision.events] : so;
        }, []);
        const count = (...types: readonly string[]) => events.filter(({ type }) => types.includes(type)).length;
        expect(
          [count('CommitmentBegun'), count('CommitmentCommitted', 'CommitmentAbandoned'), count('CommitmentCompleted')].every(
            (n) => n <= 1,
          ),
        ).toBe(true);
        expect(count('CommitmentCompleted')).toBeLessThanOrEqual(count('CommitmentCommitted', 'CommitmentAbandoned'));
      }),
    ));
});
