import { accepted, rejected, type Decision } from '@liaison/kernel';
import { brokenGaps, gapFaults, type GapBroken, type GapFault, type Timed } from '../gaps.policies.js';
import type { LinkedVisitsRequested } from '../linked-visits.events.js';
import type { LinkedVisits } from '../linked-visits.state.js';

/** Visits that belong together; `times` are the patient's own, as long as their kinds of visit last. */
export type RequestLinkedVisits = {
  readonly type: 'RequestLinkedVisits';
  readonly data: LinkedVisitsRequested['data'];
  readonly times: readonly Timed[];
};
export type LinkedVisitsRequestRefusal = GapFault | GapBroken | { readonly code: 'linked-visits-id-used'; readonly linkedVisitsId: string };

/** An id whose visits came to nothing may be used again; whoever asks again goes on with what they asked for. */
export const requestLinkedVisits = (
  { data, times }: RequestLinkedVisits,
  linked: LinkedVisits,
): Decision<LinkedVisitsRequested, LinkedVisitsRequestRefusal> => {
  const { linkedVisitsId, commitmentId, visits, gaps } = data;
  if (linked.status !== 'unknown' && linked.facts.commitmentId === commitmentId) return accepted();
  if (linked.status === 'requested' || linked.status === 'booked') return rejected({ code: 'linked-visits-id-used', linkedVisitsId });
  const names = visits.map(({ name }) => name);
  const faults = gapFaults(names, gaps);
  const refusals = faults.length > 0 ? faults : brokenGaps(times, gaps);
  return refusals.length > 0 ? rejected(...refusals) : accepted({ type: 'LinkedVisitsRequested', data });
};
