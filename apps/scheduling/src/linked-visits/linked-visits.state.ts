import type { LinkedVisitsEvent, LinkedVisitsRequested } from './linked-visits.events.js';

export type LinkedVisits =
  | { readonly status: 'unknown' }
  | {
      /** Requested: its commitment is under way. Abandoned: no visit stands. */
      readonly status: 'requested' | 'booked' | 'abandoned';
      readonly facts: LinkedVisitsRequested['data'];
      readonly revision: number;
    };

export const initial: LinkedVisits = { status: 'unknown' };

export const evolve = (linked: LinkedVisits, event: LinkedVisitsEvent): LinkedVisits => {
  const revision = linked.status === 'unknown' ? 0 : linked.revision + 1;
  if (event.type === 'LinkedVisitsRequested') return { status: 'requested', facts: event.data, revision };
  if (linked.status === 'unknown') return linked;
  return { ...linked, status: event.type === 'LinkedVisitsBooked' ? 'booked' : 'abandoned', revision };
};
