import { addMinutes, type Interval } from '@liaison/kernel';
import type { WantedPhase } from '../day-schedule/day-schedule.policies.js';
import type { Phase } from './visit-type.events.js';
import type { VisitTypeFacts } from './visit-type.state.js';

/** A phase whose pool is known by name, with the load that overbooking may add to it. */
export type PooledPhase = Phase & { readonly extra?: number };

/** What a visit of this type needs when the patient's own time begins at `start`. */
export const phasesAt = ({ phases }: { readonly phases: readonly PooledPhase[] }, start: string): readonly WantedPhase[] =>
  phases.map(({ name, offsetMinutes, durationMinutes, load, anyOf, sameAs, onNeed, extra }) => ({
    name,
    load,
    anyOf,
    from: addMinutes(start, offsetMinutes),
    to: addMinutes(start, offsetMinutes + durationMinutes),
    ...(sameAs === undefined ? {} : { sameAs }),
    ...(onNeed === undefined ? {} : { onNeed }),
    ...(extra === undefined ? {} : { extra }),
  }));

/** The patient's own time. */
export const visitAt = ({ durationMinutes }: Pick<VisitTypeFacts, 'durationMinutes'>, start: string): Interval => ({
  from: start,
  to: addMinutes(start, durationMinutes),
});

/** Only the resources that somebody asked for, in the phases that one of them can serve. */
export const narrow = <P extends { readonly anyOf: readonly string[] }>(
  phases: readonly P[],
  preferred: readonly string[] = [],
): readonly P[] =>
  phases.map((phase) => {
    const anyOf = phase.anyOf.filter((resourceId) => preferred.includes(resourceId));
    return anyOf.length > 0 ? { ...phase, anyOf } : phase;
  });

/** Resources that were asked for and that no phase can use. */
export const inNoPool = (phases: readonly { readonly anyOf: readonly string[] }[], preferred: readonly string[]): readonly string[] =>
  preferred.filter((resourceId) => !phases.some(({ anyOf }) => anyOf.includes(resourceId)));

/** The phases that one resource serves together with this one: the phase that leads and all that follow it. */
export const withSameAs = (phases: readonly Pick<PooledPhase, 'name' | 'sameAs'>[], name: string): readonly string[] => {
  const leader = phases.find((phase) => phase.name === name)?.sameAs ?? name;
  return phases.filter((phase) => phase.name === leader || phase.sameAs === leader).map((phase) => phase.name);
};
