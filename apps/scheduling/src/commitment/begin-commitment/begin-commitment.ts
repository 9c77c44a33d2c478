import { accepted, type Decision } from '@liaison/kernel';
import type { CommitmentBegun } from '../commitment.events.js';
import type { Commitment } from '../commitment.state.js';

export type BeginCommitment = { readonly type: 'BeginCommitment'; readonly data: CommitmentBegun['data'] };

/** A repeat goes on with what was begun. */
export const beginCommitment = ({ data }: BeginCommitment, commitment: Commitment): Decision<CommitmentBegun, never> =>
  commitment.status === 'unknown' ? accepted({ type: 'CommitmentBegun', data }) : accepted();
