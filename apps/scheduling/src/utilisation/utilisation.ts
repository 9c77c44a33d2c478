import { minus, minutesBetween, type Interval } from '@liaison/kernel';
import type { CatalogueState } from '../catalogue/catalogue.state.js';
import { closuresOf } from '../resource-calendar/resource-calendar.js';
import { rosteredHours } from '../resource/planned-hours.js';
import { absencesOf, type DefinedResource } from '../resource/resource.state.js';
import type { PlannedUse } from '../resource-uses/actual-use.js';
import type { DefinedSite } from '../site/site.state.js';
import { loadMinutes } from './load-minutes.js';
import { asFarAsKnown, asItWas, asPlanned, shares } from './occupied.js';

/** Minutes times load, or times capacity: two patients under one nurse for an hour are 120. */
export type Utilisation = {
  readonly staffedMinutes: number;
  readonly plannedMinutes: number;
  readonly usedMinutes: number;
  readonly idleMinutes: number;
  readonly overtimeMinutes: number;
  /** What of the staffed minutes is used or still planned to be. */
  readonly occupiedMinutes: number;
};

export type StaffedDay = { readonly hours: readonly Interval[]; readonly capacity: number };

/**
 * When a resource is there on a date: of days that are over what their schedule was given, of others, and of those that never
 * were given anything, what is planned. Without leave, outages and closures.
 */
export const staffedOn = (
  known: CatalogueState,
  {
    site,
    resource,
    date,
    today,
  }: { readonly site: DefinedSite; readonly resource: DefinedResource; readonly date: string; readonly today: string },
  given: StaffedDay | undefined,
): StaffedDay => {
  const { hours, capacity } = date < today && given ? given : { hours: rosteredHours(resource, site, date), capacity: resource.capacity };
  return { hours: minus(hours, [...absencesOf(resource), ...closuresOf(known, site.siteId, resource.resourceId)]), capacity };
};

/** Of one resource on one date. */
export const utilisationOf = ({ hours, capacity }: StaffedDay, uses: readonly PlannedUse[], now: string): Utilisation => {
  const occupied = loadMinutes(hours, capacity, shares(uses, asFarAsKnown(now)));
  return {
    staffedMinutes: loadMinutes(hours, capacity, []).idle,
    plannedMinutes: sum(shares(uses, asPlanned)),
    usedMinutes: sum(shares(uses, asItWas(now))),
    idleMinutes: occupied.idle,
    overtimeMinutes: loadMinutes(hours, capacity, shares(uses, asItWas(now))).outside,
    occupiedMinutes: occupied.within,
  };
};

const sum = (all: readonly (Interval & { readonly load: number })[]): number =>
  all.reduce((minutes, { from, to, load }) => minutes + minutesBetween(from, to) * load, 0);

const none: Utilisation = {
  staffedMinutes: 0,
  plannedMinutes: 0,
  usedMinutes: 0,
  idleMinutes: 0,
  overtimeMinutes: 0,
  occupiedMinutes: 0,
};

export const total = (days: readonly Utilisation[]): Utilisation =>
  days.reduce(
    (all, day) => ({
      staffedMinutes: all.staffedMinutes + day.staffedMinutes,
      plannedMinutes: all.plannedMinutes + day.plannedMinutes,
      usedMinutes: all.usedMinutes + day.usedMinutes,
      idleMinutes: all.idleMinutes + day.idleMinutes,
      overtimeMinutes: all.overtimeMinutes + day.overtimeMinutes,
      occupiedMinutes: all.occupiedMinutes + day.occupiedMinutes,
    }),
    none,
  );
