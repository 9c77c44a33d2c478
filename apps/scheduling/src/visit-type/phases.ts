import { addMinutes, type Interval } from '@liaison/kernel';
import type { WantedPhase } from '../day-schedule/day-schedule.policies.js';
import type { VisitTypeFacts } from './visit-type.state.js';

/** What a visit of this type needs when the patient's own time begins at `start`. */
export const phasesAt = ({ phases }: Pick<VisitTypeFacts, 'phases'>, start: string): readonly WantedPhase[] =>
  phases.map(({ name, offsetMinutes, durationMinutes, load, anyOf }) => ({
    name,
    load,
    anyOf,
    from: addMinutes(start, offsetMinutes),
    to: addMinutes(start, offsetMinutes + durationMinutes),
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
