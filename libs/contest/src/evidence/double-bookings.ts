import type { Exported } from './read-export.js';
import { changeOf, type Use, type Visit } from './visits.js';

export type Limits = { readonly capacity: (resourceId: string) => number; readonly authorisedExtra: (resourceId: string) => number };

/**
 * Follows every day schedule event by event and looks, after each that takes something, whether any resource bears more than it
 * can and any patient is in two places.
 * @returns a sentence for each that was
 */
export const doubleBookings = (events: readonly Exported[], limits: Limits): readonly string[] => {
  const days = new Map<string, Map<string, Visit>>();
  return events.flatMap((event) => {
    if (!event.stream.startsWith('scheduling.daySchedule-')) return [];
    const visits = days.get(event.stream) ?? new Map<string, Visit>();
    days.set(event.stream, visits);
    const change = changeOf(event);
    switch (change.kind) {
      case 'not understood':
        return [`position ${event.position}: what ${event.type} does to its day is not known here`];
      case 'nothing':
        return [];
      case 'ends':
        visits.delete(change.appointmentId);
        return [];
      case 'takes':
        visits.set(change.visit.appointmentId, { ...visits.get(change.visit.appointmentId), ...change.visit });
        return [...overloads(change.visit, [...visits.values()], limits), ...elsewhere(change.visit, visits)].map(
          (fault) => `position ${event.position}: ${fault}`,
        );
    }
  });
};

const meet = (a: { from: string; to: string }, b: { from: string; to: string }): boolean => a.from < b.to && b.from < a.to;

const elsewhere = (visit: Visit, visits: ReadonlyMap<string, Visit>): readonly string[] =>
  [...visits.values()]
    .filter((other) => other.appointmentId !== visit.appointmentId && other.patientId === visit.patientId && meet(other, visit))
    .map((other) => `patient ${visit.patientId} in ${visit.appointmentId} and ${other.appointmentId} at once`);

const overloads = (visit: Visit, visits: readonly Visit[], { capacity, authorisedExtra }: Limits): readonly string[] =>
  visit.uses.flatMap((use) => {
    const beside = visits.flatMap(({ uses, overbooked }) =>
      uses
        .filter((other) => other.resourceId === use.resourceId && meet(other, use))
        .map((other) => ({ ...other, isOverbooked: overbooked?.resourceIds.includes(other.resourceId) ?? false })),
    );
    // the load is highest when something begins
    const instants = [use.from, ...beside.map(({ from }) => from).filter((from) => use.from < from && from < use.to)];
    return instants.flatMap((instant) => {
      const now = beside.filter(({ from, to }) => from <= instant && instant < to);
      const extra = now.some(({ isOverbooked }) => isOverbooked) ? authorisedExtra(use.resourceId) : 0;
      const load = loadOf(now);
      const most = capacity(use.resourceId) + extra;
      return load <= most ? [] : [`${use.resourceId} bears ${load} of ${most} at ${instant}`];
    });
  });

/** The seats of a session share what it uses: it counts once. */
const loadOf = (uses: readonly Use[]): number => {
  const shared = new Map(uses.map((use, n) => [use.session === undefined ? String(n) : `${use.session} ${use.phase}`, use.load]));
  return [...shared.values()].reduce((sum, load) => sum + load, 0);
};
