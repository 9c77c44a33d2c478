import { addDays, localDateOf } from '@liaison/kernel';
import type { Runtime } from '@liaison/service-kit';
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
import { rosteredHours } from './planned-hours.js';
import { byDay, surelyUnaffected, type KnownUse } from './questionable-days.js';
import type { DefinedResource } from './resource.state.js';

/** Days ahead that can have been booked, and the streams read at a time. */
const horizon = 731;
const stride = 16;
const readModels = ['resource-uses', 'reserved-uses'] as const;
/** For the read models to come up to what has been booked, in milliseconds; then the days themselves are asked, which takes longer. */
const patience = 2_000;

/**
 * The future bookings that a change of a resource or of a public holiday puts in question: listed, never touched. The read models
 * tell which days may have some, and the days themselves tell which these are. Where the read models are behind, the rosters tell
 * which days to ask: no day uses anybody without their hours.
 */
export class AffectedBookings {
  constructor(
    private readonly runtime: Pick<Runtime, 'store' | 'projections' | 'pool'>,
    private readonly streams: Pick<SchedulingStreams, 'rosters' | 'days'>,
    private readonly catalogue: Catalogue,
  ) {}

  async ofResource(resourceId: string, now: string): Promise<readonly Affected[]> {
    const known = await this.catalogue.fresh();
    const resource = known.resources.get(resourceId);
    if (resource?.status !== 'defined') return [];
    const today = localDateOf(now, resource.zone ?? 'UTC');
    const uses = await this.usesOf(resourceId, today);
    const days = uses ? byDay(uses).filter((day) => this.mayBeAffected(known, resource, day)) : await this.rosteredDays(resourceId, today);
    return byVisit((await inStrides(days, stride, (day) => this.onDay(known, day, [resourceId], now))).flat());
  }

  /** What others have booked in the time of a block before it was there. */
  async inBlock(block: BlockFacts, zone: string, now: string): Promise<readonly Affected[]> {
    const today = localDateOf(now, zone);
    const uses = await this.usesOf(block.resourceId, today);
    const days = uses ? byDay(uses) : await this.rosteredDays(block.resourceId, today);
    const kept = days.flatMap(({ siteId, date }) => {
      const held = siteId === block.siteId ? heldOn(block, date, zone) : undefined;
      return held && now < held.releasedAt ? [{ date, held }] : [];
    });
    const found = await inStrides(kept, stride, async ({ date, held }) => {
      const { state: day } = await this.streams.days.load(`${block.siteId}/${date}`);
      return affectedByBlock(day, held, now);
    });
    return byVisit(found.flat());
  }

  /** From today on, what all that has been booked by now takes of the resource; undefined: the read models are behind. */
  private async usesOf(resourceId: string, today: string): Promise<readonly UseOnDay[] | undefined> {
    const { store, projections, pool } = this.runtime;
    const head = await store.head();
    const waited = await Promise.all(readModels.map((name) => projections.waitFor(name, head, { timeoutMs: patience })));
    if (waited.some((outcome) => outcome !== 'reached')) return undefined;
    const { rows } = await pool.query<UseOnDay>(
      `select site_id "siteId", "date", visit_type_id "visitTypeId", phase, load, session, "from", "to", false "undecided"
         from resource_uses where resource_id = $1 and "date" >= $2 and status not in ('cancelled', 'entered-in-error')
       union all
       select site_id, "date", visit_type_id, phase, load, session, "from", "to", true
         from reserved_uses where resource_id = $1 and "date" >= $2
       order by "date", "siteId"`,
      [resourceId, today],
    );
    return rows;
  }

  private mayBeAffected(known: CatalogueState, resource: DefinedResource, { siteId, date, uses }: DayOfSite & OfDay): boolean {
    const site = known.sites.get(siteId);
    if (site?.status !== 'defined') return false;
    const phasesOf = ({ visitTypeId }: KnownUse) => {
      const visitType = known.visitTypes.get(`${siteId}/${visitTypeId}`);
      return visitType?.status === 'defined' ? visitType.phases : undefined;
    };
    const now = { ...resource, hours: rosteredHours(resource, site, date), phasesOf };
    return uses.some(({ undecided }) => undecided) || !surelyUnaffected(uses, now);
  }

  /** From today on, the days of any site that were given hours of a resource: no other can have booked it. */
  private async rosteredDays(resourceId: string, today: string): Promise<readonly DayOfSite[]> {
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

type UseOnDay = KnownUse & DayOfSite & { readonly undecided: boolean };
type OfDay = { readonly uses: readonly UseOnDay[] };

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
