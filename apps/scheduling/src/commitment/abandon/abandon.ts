import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { CommitmentAbandoned } from '../commitment.events.js';
import type { Commitment } from '../commitment.state.js';
import type { CommitRefusal } from '../commit/commit.js';

export type Abandon = { readonly type: 'Abandon'; readonly data: CommitmentAbandoned['data'] };
export type AbandonRefusal =
  | Extract<CommitRefusal, { readonly code: 'commitment-unknown' }>
  | { readonly code: 'commitment-committed'; readonly commitmentId: string }
  | { readonly code: 'deadline-ahead'; readonly deadline: string };

/** By whoever began it, or by a fact that came in between, at any time; by anybody else once its deadline has passed. */
export const abandon = ({ data }: Abandon, commitment: Commitment): Decision<CommitmentAbandoned, AbandonRefusal> => {
  const { commitmentId, because, at } = data;
  if (commitment.status === 'unknown') return rejected({ code: 'commitment-unknown', commitmentId });
  if (commitment.status !== 'begun')
    return commitment.outcome === 'abandoned' ? accepted() : rejected({ code: 'commitment-committed', commitmentId });
  const { deadline } = commitment.facts;
  if (because === 'deadline' && at < deadline) return rejected({ code: 'deadline-ahead', deadline });
  return accepted({ type: 'CommitmentAbandoned', data });
};
