import { within, type Interval } from '@liaison/kernel';
import { peakLoad } from '../day-schedule/fitting/peak-load.js';
import type { DayOfSite } from '../roster/roster.state.js';
import { meets, type Candidate } from '../visit-type/pools.js';
import type { Phase } from '../visit-type/visit-type.events.js';

/** What the read models know of a share of the resource that a visit takes. */
export type KnownUse = Interval & {
  readonly siteId: string;
  readonly visitTypeId: string;
  readonly phase: string;
  readonly load: number;
  readonly session: string | null;
};

/** What a resource is from now on, on one day. */
export type ResourceNow = Pick<Candidate, 'kind' | 'attributes'> & {
  readonly hours: readonly Interval[];
  readonly capacity: number;
  /** Of a kind of visit, where there is one. */
  readonly phasesOf: (visit: KnownUse) => readonly Phase[] | undefined;
};

/** Days by themselves: what is taken of a resource on each. */
export const byDay = <Use extends DayOfSite>(uses: readonly Use[]): readonly (DayOfSite & { readonly uses: readonly Use[] })[] => {
  const days = new Map<string, DayOfSite & { readonly uses: Use[] }>();
  for (const use of uses) {
    const { siteId, date } = use;
    const day = days.get(`${siteId}/${date}`) ?? { siteId, date, uses: [] };
    day.uses.push(use);
    days.set(`${siteId}/${date}`, day);
  }
  return [...days.values()];
};

/** Whether all visits of a day would surely be given the resource as it is now. Else the day itself has to be read. */
export const surelyUnaffected = (uses: readonly KnownUse[], now: ResourceNow): boolean =>
  peakLoad(uses.map(({ session, ...use }) => (session === null ? use : { ...use, session }))) <= now.capacity &&
  uses.every((use) => now.hours.some((each) => within(use, each)) && surelyServes(now, use));

/** Whatever the patient needs: where that decides what a phase asks for, nothing is sure. */
const surelyServes = (now: ResourceNow, use: KnownUse): boolean => {
  const phases = now.phasesOf(use) ?? [];
  const phase = phases.find(({ name }) => name === use.phase);
  const leader = phases.find(({ name }) => name === phase?.sameAs) ?? phase;
  return leader?.onNeed === undefined && meets(now, leader?.requires);
};
