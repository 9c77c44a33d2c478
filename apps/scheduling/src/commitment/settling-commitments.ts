import type { Runtime } from '@liaison/service-kit';
import { DueRows } from '../due-rows/due-rows.js';
import type { SchedulingStreams } from '../scheduling.streams.js';
import type { CommitmentFinishing } from './commitment-finishing.js';
import { openCommitments, type OpenCommitmentRow } from './open-commitments.projection.js';

/** Commitments taken up at a time. */
const stride = 10;
const { name } = openCommitments;
const view = name.replaceAll('-', '_');

/** Finishes what a process left that was killed: what was decided is done, and what was not is abandoned after its deadline. */
export const settlingCommitments = (
  runtime: Runtime,
  streams: SchedulingStreams,
  finishing: CommitmentFinishing,
): DueRows<OpenCommitmentRow> =>
  new DueRows({
    ...{ runtime, name },
    due: async (now, after) => {
      const { rows } = await runtime.pool.query<OpenCommitmentRow>(
        `select commitment_id "commitmentId", due_at "dueAt" from ${view}
           where due_at <= $1 and ($2::text is null or (due_at, commitment_id) > ($2, $3::uuid))
           order by due_at, commitment_id limit ${stride}`,
        [now, after?.dueAt, after?.commitmentId],
      );
      return rows;
    },
    fire: async ({ commitmentId }) => {
      await finishing.settle(commitmentId);
      return (await streams.commitments.load(commitmentId)).position;
    },
  });
