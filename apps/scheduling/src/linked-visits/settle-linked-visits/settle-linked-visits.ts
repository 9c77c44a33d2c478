import { accepted, type Decision } from '@liaison/kernel';
import type { LinkedVisitsAbandoned, LinkedVisitsBooked } from '../linked-visits.events.js';
import type { LinkedVisits } from '../linked-visits.state.js';

/** What their days have decided. */
export type SettleLinkedVisits = {
  readonly type: 'SettleLinkedVisits';
  readonly data: LinkedVisitsBooked['data'] & { readonly outcome: 'done' | 'abandoned' };
};
type Settled = LinkedVisitsBooked | LinkedVisitsAbandoned;

/**
 * Whoever comes first settles it: the process that asked, or the one that goes on after it was killed. That its days have done it
 * holds also against somebody who had given it up before.
 */
export const settleLinkedVisits = ({ data: { outcome, ...data } }: SettleLinkedVisits, linked: LinkedVisits): Decision<Settled, never> => {
  if (linked.status === 'unknown' || linked.status === 'booked' || linked.facts.commitmentId !== data.commitmentId) return accepted();
  if (outcome === 'done') return accepted<Settled>({ type: 'LinkedVisitsBooked', data });
  return linked.status === 'abandoned' ? accepted() : accepted<Settled>({ type: 'LinkedVisitsAbandoned', data });
};
