import { setImmediate as turn } from 'node:timers/promises';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { addDays, daysBetween, localDateOf } from '@liaison/kernel';
import { fresh, ProblemException, Roles, RUNTIME, type Runtime } from '@liaison/service-kit';
import { z } from 'zod';
import { blocksOf } from '../block/blocks-of-site.js';
import { Catalogue } from '../catalogue/catalogue.js';
import { SitePath, Slug } from '../http/ids.js';
import { ResourceHoursQuery } from '../resource-hours/resource-hours.query.js';
import { ResourceUsesQuery } from '../resource-uses/resource-uses.query.js';
import { resourceKinds } from '../resource/resource.events.js';
import type { DefinedResource } from '../resource/resource.state.js';
import type { DefinedSite } from '../site/site.state.js';
import { blockUtilisation } from './block-utilisation.js';
import { paged, rangeWith } from './range.js';
import { staffedOn, total, utilisationOf } from './utilisation.js';

const ofResources = rangeWith({
  kind: z.enum(resourceKinds).optional().describe('Only of this kind: room'),
  resourceId: Slug.optional().describe('Only this one'),
});
const ofBlocks = rangeWith({ resourceId: Slug.optional().describe('Only blocks of this room') });
const minutes = (what: string) => z.number().describe(what);
const ResourceUtilisation = z
  .object({
    resourceId: z.string(),
    kind: z.enum(resourceKinds),
    staffedMinutes: minutes('Resource hours, times capacity: without leave, outages and closures'),
    plannedMinutes: minutes('Booked, times load, with preparation and cleaning; a group session once'),
    usedMinutes: minutes('As it took place, of encounters that have begun'),
    occupiedMinutes: minutes('Of the staffed minutes: used, or still planned to be'),
    idleMinutes: minutes('Of the staffed minutes: capacity that nobody used or will'),
    overtimeMinutes: minutes('Used outside the staffed hours'),
    utilisation: z.number().nullable().describe('occupied ÷ staffed; null where nothing is staffed'),
  })
  .meta({ id: 'ResourceUtilisation' });
const BlockUtilisation = z
  .object({
    blockId: z.string(),
    resourceId: z.string(),
    keptMinutes: minutes('Block time'),
    usedMinutes: minutes('Of it: used by those for whom it is kept, or still planned to be'),
    releasedMinutes: minutes('Of it: left by them when it was released'),
    usedByOthersMinutes: minutes('Of it: used by others'),
    utilisation: z.number().nullable().describe('used ÷ kept; null where nothing is kept'),
  })
  .meta({ id: 'BlockUtilisation' });
const page = { siteId: z.string(), from: z.string(), to: z.string(), next: z.string().optional().describe('The after of the next page') };
const Utilisations = z.object({ ...page, resources: z.array(ResourceUtilisation) }).meta({ id: 'Utilisation' });
const BlockUtilisations = z.object({ ...page, blocks: z.array(BlockUtilisation) }).meta({ id: 'BlocksUtilisation' });

@ApiTags('utilisation')
@Controller('scheduling/sites/:siteId')
export class UtilisationController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(ResourceUsesQuery) private readonly uses: ResourceUsesQuery,
    @Inject(ResourceHoursQuery) private readonly hours: ResourceHoursQuery,
  ) {}

  @Get('utilisation')
  @Roles('coordinator', 'operator')
  @ApiOperation({ summary: 'How resources are used: staffed, planned, used, idle and overtime, up to 92 days' })
  @ApiOkResponse({ standardSchema: Utilisations })
  async ofResources(
    @Param({ schema: SitePath }) { siteId }: z.infer<typeof SitePath>,
    @Query({ schema: ofResources }) { from, to, kind, resourceId, after, limit, notOlderThan }: z.infer<typeof ofResources>,
  ): Promise<z.infer<typeof Utilisations>> {
    const known = await this.catalogue.fresh();
    const site = definedSite(known.sites.get(siteId), siteId);
    const all = [...known.resources.values()]
      .filter((resource): resource is DefinedResource => resource.status === 'defined' && resource.hours.has(siteId))
      .filter((each) => (kind ?? each.kind) === each.kind && (resourceId ?? each.resourceId) === each.resourceId);
    const { page: resources, next } = paged(all, (each) => each.resourceId, { after, limit });
    await this.notOlderThan(notOlderThan);
    const ids = resources.map((each) => each.resourceId);
    const [uses, given] = await Promise.all([this.uses.of(ids, { from, to }, siteId), this.hours.of(siteId, ids, from, to)]);
    const usesOn = grouped(uses);
    const givenOn = new Map(given.map((day) => [keyOf(day), day]));
    const now = this.runtime.clock.now();
    const today = localDateOf(now, site.zone);
    const measured: z.infer<typeof ResourceUtilisation>[] = [];
    for (const resource of resources) {
      const days = datesFrom(from, to).map((date) => {
        const key = keyOf({ resourceId: resource.resourceId, date });
        return utilisationOf(staffedOn(known, { site, resource, date, today }, givenOn.get(key)), usesOn.get(key) ?? [], now);
      });
      const sum = total(days);
      const utilisation = sum.staffedMinutes === 0 ? null : sum.occupiedMinutes / sum.staffedMinutes;
      measured.push({ resourceId: resource.resourceId, kind: resource.kind, ...sum, utilisation });
      await turn(); // a page takes a second or two, in which others want to be heard
    }
    return { siteId, from, to, resources: measured, ...(next !== undefined && { next }) };
  }

  @Get('block-utilisation')
  @Roles('coordinator', 'operator')
  @ApiOperation({ summary: 'How blocks are used: kept, used, released, up to 92 days' })
  @ApiOkResponse({ standardSchema: BlockUtilisations })
  async ofBlocks(
    @Param({ schema: SitePath }) { siteId }: z.infer<typeof SitePath>,
    @Query({ schema: ofBlocks }) { from, to, resourceId, after, limit, notOlderThan }: z.infer<typeof ofBlocks>,
  ): Promise<z.infer<typeof BlockUtilisations>> {
    const known = await this.catalogue.fresh();
    const { zone } = definedSite(known.sites.get(siteId), siteId);
    const all = blocksOf(known, siteId).filter((block) => (resourceId ?? block.resourceId) === block.resourceId);
    const { page: blocks, next } = paged(all, ({ blockId }) => blockId, { after, limit });
    await this.notOlderThan(notOlderThan);
    const ids = new Set(blocks.flatMap((block) => [block.resourceId, ...block.holders]));
    const uses = await this.uses.of([...ids], { from, to }, siteId);
    const now = this.runtime.clock.now();
    const measured = blocks.map((block) => {
      const found = blockUtilisation(block, uses, { from, to, zone, now });
      const utilisation = found.keptMinutes === 0 ? null : found.usedMinutes / found.keptMinutes;
      return { blockId: block.blockId, resourceId: block.resourceId, ...found, utilisation };
    });
    return { siteId, from, to, blocks: measured, ...(next !== undefined && { next }) };
  }

  private async notOlderThan(position: Parameters<typeof fresh>[2]): Promise<void> {
    await fresh(this.runtime, 'resource-uses', position);
    await fresh(this.runtime, 'resource-hours', position);
  }
}

const definedSite = (site: { readonly status: string } | undefined, siteId: string): DefinedSite => {
  if (site?.status !== 'defined') throw new ProblemException(404, { code: 'site-unknown', title: 'No such site', detail: siteId });
  return site as DefinedSite;
};

const datesFrom = (from: string, to: string): readonly string[] =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, n) => addDays(from, n));

type OfDay = { readonly resourceId: string; readonly date: string };
const keyOf = ({ resourceId, date }: OfDay): string => `${resourceId} ${date}`;
const grouped = <Item extends OfDay>(items: readonly Item[]): ReadonlyMap<string, readonly Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
};
