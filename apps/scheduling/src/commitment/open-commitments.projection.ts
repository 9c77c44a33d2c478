import { addMinutes } from '@liaison/kernel';
import { projection, type Change } from '@liaison/projections';
import type { CommitmentEvent } from './commitment.events.js';

/** A commitment that is not completed, and when somebody has to look after it. */
export type OpenCommitmentRow = { commitmentId: string; dueAt: string };

/** In minutes: how long whoever decided it has to finish it before others help. */
const finishing = 1 / 6;

const decided = ({ commitmentId, at }: { readonly commitmentId: string; readonly at: string }): readonly Change<OpenCommitmentRow>[] => [
  { put: { commitmentId, dueAt: addMinutes(at, finishing) } },
];

/** Few at any time: rows come and go within a request, unless a process dies in between. */
export const openCommitments = projection<CommitmentEvent, OpenCommitmentRow>({
  name: 'open-commitments',
  version: 1,
  categories: ['commitment'],
  columns: { commitmentId: 'commitment_id', dueAt: 'due_at' },
  key: ['commitmentId'],
  ddl: (table) => [
    `create table ${table} (commitment_id uuid primary key, due_at text collate "C" not null)`,
    `create index on ${table} (due_at, commitment_id)`,
  ],
  changes: {
    CommitmentBegun: ({ commitmentId, deadline: dueAt }) => [{ put: { commitmentId, dueAt } }],
    CommitmentCommitted: decided,
    CommitmentAbandoned: decided,
    CommitmentCompleted: ({ commitmentId }) => [{ remove: { commitmentId } }],
  },
});
