import { changesOf } from '@liaison/projections';
import type { CommitmentEvent } from './commitment.events.js';
import { openCommitments } from './open-commitments.projection.js';

const commitmentId = '0192a5c0-0000-7000-8000-00000000000a';
const at = '2026-12-01T09:00:00Z';
const changes = (event: CommitmentEvent) =>
  changesOf(openCommitments, {
    ...{ ...event, id: '', metadata: { commandId: '', by: '' }, position: 1, revision: 0 },
    ...{ time: '2026-12-01T09:00:00.000Z', stream: `scheduling.commitment-${commitmentId}` },
  });
const begun: CommitmentEvent = {
  type: 'CommitmentBegun',
  data: { commitmentId, parts: [{ kind: 'cancel', appointmentId: commitmentId }], by: 'desk', deadline: '2026-12-01T09:01:00Z', at },
};

describe('The list of open commitments', () => {
  it('says when one may be abandoned', () => expect(changes(begun)).toEqual([{ put: { commitmentId, dueAt: '2026-12-01T09:01:00Z' } }]));
  it('leaves some seconds to whoever decided it', () => {
    const due = [{ put: { commitmentId, dueAt: '2026-12-01T09:00:10Z' } }];
    expect(changes({ type: 'CommitmentCommitted', data: { commitmentId, at } })).toEqual(due);
    expect(changes({ type: 'CommitmentAbandoned', data: { commitmentId, because: 'refused', reasons: [], at } })).toEqual(due);
  });
  it('forgets it once it is completed', () =>
    expect(changes({ type: 'CommitmentCompleted', data: { commitmentId, days: [], at } })).toEqual([{ remove: { commitmentId } }]));
});
