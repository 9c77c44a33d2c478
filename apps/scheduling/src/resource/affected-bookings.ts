import { addDays, localDateOf } from '@liaison/kernel';
import { affectedByBlock } from '../block/affected-by-block.js';
import type { BlockFacts } from '../block/block.state.js';
import { heldOn } from '../block/held-time.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { plansOf } from '../catalogue/bookable.js';
import type { CatalogueState } from '../catalogue/catalogue.state.js';
import { inStrides } from '../in-strides.js';
import type { DayOfSite } from '../roster/roster.state.js';
import type { SchedulingStreams } from '../scheduling.streams.js';
import { phasesFor } from '../visit-type/needs.js';
import { meets } from '../visit-type/pools.js';
import { affectedOn, type Affected, type ChangedResource, byVisit } from './affected.js';

/** Days ahead that can have been booked, and the streams read at a time. */
const horizon = 731;
const stride = 16;

/**
 * The future bookings that a change of a resource or of a public holiday puts in question: listed, never touched. Which days
 * to look at is what the rosters tell: no day uses anybody without their hours.
 */
export class AffectedBookings {
  constructor(
    private readonly streams: Pick<SchedulingStreams, 'rosters' | 'days'>,
    private readonly catalogue: Catalogue,
  ) {}

  async ofResource(resourceId: string, now: string): Promise<readonly Affected[]> {
    const known = await this.catalogue.fresh();
    const resource = known.resources.get(resourceId);
    if (resource?.status !== 'defined') return [];
    const days = await this.daysOf(resourceId, localDateOf(now, resource.zone ?? 'UTC'));
    return byVisit((await inStrides(days, stride, (day) => this.onDay(known, day, [resourceId], now))).flat());
  }

  /** What others have booked in the time of a block before it was there. */
  async inBlock(block: BlockFacts, zone: string, now: string): Promise<readonly Affected[]> {
    const kept = (await this.daysOf(block.resourceId, localDateOf(now, zone))).flatMap(({ siteId, date }) => {
      const held = siteId === block.siteId ? heldOn(block, date, zone) : undefined;
      return held && now < held.releasedAt ? [{ date, held }] : [];
    });
    const found = await inStrides(kept, stride, async ({ date, held }) => {
      const { state: day } = await this.streams.days.load(`${block.siteId}/${date}`);
      return affectedByBlock(day, held, now);
    });
    return byVisit(found.flat());
  }

  /** From today on, the days of any site that were given hours of a resource: no other can have booked it. */
  private async daysOf(resourceId: string, today: string): Promise<readonly DayOfSite[]> {
    const rosters = await inStrides(monthsFrom(today, addDays(today, horizon)), stride, (month) =>
      this.streams.rosters.load(`${resourceId}/${month}`),
    );
    return rosters.flatMap(({ state }) =>
      [...state.holdings].flatMap(([date, sites]) => (date < today ? [] : [...sites.keys()].map((siteId) => ({ siteId, date })))),
    );
  }

  async onHoliday({ siteId, date }: DayOfSite, now: string): Promise<readonly Affected[]> {
    const known = await this.catalogue.fresh();
    const { state: day } = await this.streams.days.load(`${siteId}/${date}`);
    return byVisit(await this.onDay(known, { siteId, date }, day.taken.keys(), now));
  }

  private async onDay(
    known: CatalogueState,
    { siteId, date }: DayOfSite,
    resourceIds: Iterable<string>,
    now: string,
  ): Promise<readonly Affected[]> {
    const site = known.sites.get(siteId);
    if (site?.status !== 'defined') return [];
    const { state: day } = await this.streams.days.load(`${siteId}/${date}`);
    return plansOf(known, site, date, resourceIds).flatMap((plan) =>
      affectedOn(day, { ...plan, serves: servedBy(known, plan.resourceId) }, now),
    );
  }
}

/** Whether a resource still has what the phase requires of it, as the kind of visit is now. */
const servedBy =
  (known: CatalogueState, resourceId: string): ChangedResource['serves'] =>
  ({ siteId, visitTypeId, needs = [] }, use) => {
    const resource = known.resources.get(resourceId);
    const visitType = known.visitTypes.get(`${siteId}/${visitTypeId}`);
    if (resource?.status !== 'defined' || visitType?.status !== 'defined') return true;
    const phases = phasesFor(visitType.phases, needs);
    const phase = phases.find(({ name }) => name === use.phase);
    const leader = phases.find(({ name }) => name === phase?.sameAs) ?? phase;
    return meets(resource, leader?.requires);
  };

const monthsFrom = (first: string, last: string): readonly string[] => {
  const months: string[] = [];
  for (let month = first.slice(0, 7); month <= last.slice(0, 7); month = addDays(`${month}-28`, 4).slice(0, 7)) months.push(month);
  return months;
};
