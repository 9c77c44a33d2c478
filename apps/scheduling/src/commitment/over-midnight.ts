import { plansOf } from '../catalogue/bookable.js';
import type { CatalogueState } from '../catalogue/catalogue.state.js';
import { poolsOf, type PlannedVisit } from '../day-schedule/book-appointment/planned-visit.js';
import { withoutAll } from '../day-schedule/continuations.js';
import type { DaySchedule } from '../day-schedule/day-schedule.state.js';
import type { DaySchedules } from '../day-schedule/day-schedules.js';
import type { FitObjection } from '../day-schedule/fitting/fit.js';
import { fitOverMidnight } from '../day-schedule/fitting/fit-over-midnight.js';
import { planning } from '../day-schedule/holds.policies.js';
import { withPlannedHours } from '../day-schedule/hours-due/hours-due.js';
import type { WantedComing, WantedContinuing } from '../day-schedule/reserve-visits/reserve-visits.js';
import { taking } from '../day-schedule/standing.js';
import type { Reaches } from './commitment.events.js';

/** Two days that do not see each other take part in a visit: it is chosen beforehand who serves it, on both at once. */
export type Crossing = {
  readonly part: number;
  readonly visit: PlannedVisit;
  readonly beside: string;
  /** Also when it has begun. */
  readonly asPlanned?: true | undefined;
};
export type Chosen = ReadonlyMap<number, { readonly reaches: Reaches } | { readonly objections: readonly FitObjection[] }>;

export class OverMidnight {
  constructor(private readonly days: Pick<DaySchedules, 'load' | 'obtainable'>) {}

  /** One after the other, on the days as they are without what leaves them by the same commitment. */
  async choose(known: CatalogueState, crossings: readonly Crossing[], leaving: readonly string[], now: string): Promise<Chosen> {
    const days = await this.daysFor(known, crossings, leaving, now);
    const chosen = new Map<number, { readonly reaches: Reaches } | { readonly objections: readonly FitObjection[] }>();
    for (const { part, visit, beside, asPlanned } of crossings) {
      const [home, other] = [`${visit.siteId}/${visit.date}`, `${visit.siteId}/${beside}`];
      const [day, dayBeside] = [days.get(home), days.get(other)];
      if (!day || !dayBeside) continue;
      const found = fitOverMidnight({ ...visit, now: asPlanned ? '' : now }, day, dayBeside);
      if (!('uses' in found)) {
        chosen.set(part, found);
        continue;
      }
      const { uses, overbooked } = found;
      const serves = uses.map(({ phase, resourceId }) => ({ phase, resourceId }));
      chosen.set(part, { reaches: { date: beside, serves, ...(overbooked.length > 0 && { overbooks: overbooked }) } });
      days.set(home, taking(day, { ...visit, uses }));
      days.set(other, taking(dayBeside, { ...visit, uses }));
    }
    return chosen;
  }

  private async daysFor(known: CatalogueState, crossings: readonly Crossing[], leaving: readonly string[], now: string) {
    const pools = new Map<string, { siteId: string; date: string; resourceIds: Set<string> }>();
    for (const { visit, beside } of crossings)
      for (const date of [visit.date, beside]) {
        const id = `${visit.siteId}/${date}`;
        const resourceIds = pools.get(id)?.resourceIds ?? new Set<string>();
        for (const resourceId of poolsOf(visit.phases)) resourceIds.add(resourceId);
        pools.set(id, { siteId: visit.siteId, date, resourceIds });
      }
    const days = new Map<string, DaySchedule>();
    for (const [id, { siteId, date, resourceIds }] of pools) {
      const site = known.sites.get(siteId);
      if (site?.status !== 'defined') continue;
      const plans = await this.days.obtainable(known, plansOf(known, site, date, resourceIds));
      const { day } = planning(withPlannedHours(await this.days.load(siteId, date), plans), now);
      days.set(id, leaving.reduce(withoutAll, day));
    }
    return days;
  }
}

/** The part on the date that has the visit. Blocks were asked about when it was chosen: days know nothing of them. */
export const onHomeDate = (visit: WantedComing, reaches: Reaches, commitmentId: string): WantedComing => ({
  ...chosenOnly(visit, reaches),
  beyond: { date: reaches.date, commitmentId },
});

/** And what reaches into the date beside. */
export const onDateBeside = (visit: WantedComing, reaches: Reaches): WantedContinuing => {
  const { previously: _, anew: __, hold: ___, beyond: ____, ...wanted } = chosenOnly(visit, reaches);
  return { ...wanted, date: reaches.date, home: visit.date };
};

/** Nothing goes beyond a capacity that it was not chosen to: somebody may have taken the room in between. */
const chosenOnly = (visit: WantedComing, { serves, overbooks = [] }: Reaches): WantedComing => {
  const { blocks: _, group: __, overbooking, ...rules } = visit.rules ?? {};
  const serving = (name: string) => serves.flatMap(({ phase, resourceId }) => (phase === name ? [resourceId] : [])).slice(0, 1);
  const phases = visit.phases.map(({ extra, ...phase }) => {
    const anyOf = serving(phase.name);
    return { ...phase, anyOf, ...(extra !== undefined && anyOf.some((id) => overbooks.includes(id)) && { extra }) };
  });
  return { ...visit, phases, rules: { ...rules, ...(overbooking && overbooks.length > 0 && { overbooking }) }, overbooks };
};
