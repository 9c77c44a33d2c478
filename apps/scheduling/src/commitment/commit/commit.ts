import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { CommitmentAbandoned, CommitmentCommitted } from '../commitment.events.js';
import type { Commitment } from '../commitment.state.js';

/** Every day has reserved its parts. */
export type Commit = { readonly type: 'Commit'; readonly data: CommitmentCommitted['data'] };
export type CommitRefusal =
  | { readonly code: 'commitment-unknown'; readonly commitmentId: string }
  | { readonly code: 'commitment-abandoned'; readonly because: CommitmentAbandoned['data']['because']; readonly codes: readonly string[] };

/** Either this or its abandonment, whichever comes first; also after the deadline, while nobody has abandoned it. */
export const commit = ({ data }: Commit, commitment: Commitment): Decision<CommitmentCommitted, CommitRefusal> => {
  if (commitment.status === 'unknown') return rejected({ code: 'commitment-unknown', commitmentId: data.commitmentId });
  if (commitment.status === 'begun') return accepted({ type: 'CommitmentCommitted', data });
  if (commitment.outcome === 'committed') return accepted();
  const { because, reasons } = commitment;
  return rejected({ code: 'commitment-abandoned', because, codes: [...new Set(reasons.map(({ code }) => code))] });
};
