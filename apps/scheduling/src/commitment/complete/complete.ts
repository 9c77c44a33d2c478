import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { CommitmentCompleted } from '../commitment.events.js';
import type { Commitment } from '../commitment.state.js';

/** Every day has done or released its parts. */
export type Complete = { readonly type: 'Complete'; readonly data: CommitmentCompleted['data'] };
export type CompleteRefusal = { readonly code: 'commitment-undecided'; readonly commitmentId: string };

export const complete = ({ data }: Complete, commitment: Commitment): Decision<CommitmentCompleted, CompleteRefusal> => {
  if (commitment.status === 'completed') return accepted();
  if (commitment.status !== 'decided') return rejected({ code: 'commitment-undecided', commitmentId: data.commitmentId });
  return accepted({ type: 'CommitmentCompleted', data });
};
