import type { Use } from '../day-schedule.events.js';
import type { WantedPhase } from '../day-schedule.policies.js';

/** Phases that one resource serves: an operating room with its cleaning, a nurse with more care at the beginning. */
export type Bundle = readonly [leader: WantedPhase, ...followers: WantedPhase[]];

/** In the order of the phases that lead; a phase whose leader is not wanted stands for itself. */
export const bundlesOf = (phases: readonly WantedPhase[]): readonly Bundle[] => {
  const names = new Set(phases.map(({ name }) => name));
  const leads = ({ sameAs }: WantedPhase) => sameAs === undefined || !names.has(sameAs);
  const followers = phases.filter((phase) => !leads(phase));
  return phases.filter(leads).map((leader) => [leader, ...followers.filter(({ sameAs }) => sameAs === leader.name)]);
};

/** What the bundle would use of a resource. */
export const usesOfBundle = (bundle: Bundle, resourceId: string): readonly Use[] =>
  bundle.map(({ name, load, from, to, session }) => ({
    phase: name,
    resourceId,
    load,
    from,
    to,
    ...(session === undefined ? {} : { session }),
  }));
