import { Body, Controller, Delete, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { localDateOf, type AlreadyDefined } from '@liaison/kernel';
import { answer, Asking, ProblemException, Roles, type Asked, type Problems } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../catalogue/catalogue.js';
import type { CatalogueState } from '../catalogue/catalogue.state.js';
import { definitionProblems } from '../http/definition-problems.js';
import { CalendarDate, SitePath, Slug } from '../http/ids.js';
import { Recorded } from '../http/recorded.js';
import { affectedBodies, RecordedAffected } from '../http/recorded-affected.js';
import { AffectedBookings } from '../resource/affected-bookings.js';
import { SchedulingStreams } from '../scheduling.streams.js';
import { blocksOf } from './blocks-of-site.js';
import type { DefinedBlock } from './block.state.js';
import type { BlockRefusal } from './define-block/define-block.js';
import type { BlockWithdrawalRefusal } from './withdraw-block/withdraw-block.js';

const Path = SitePath.extend({ blockId: Slug });
const BlockFacts = z
  .object({
    resourceId: Slug.describe('The room'),
    holders: z.array(Slug).max(20).default([]).describe('Surgeons: visits that one of them serves may use it'),
    departmentId: Slug.optional().describe('Visits of this department may use it'),
    rule: z.string().max(500).describe('RFC 5545 recurrence rule over dates, like FREQ=WEEKLY;BYDAY=TU'),
    startDate: CalendarDate.describe('From which the rule counts'),
    startTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the day, like 09:00'),
    endTime: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of the day, like 17:00, or 24:00'),
    exceptOn: z.array(CalendarDate).max(366).optional(),
    releaseDays: z.int().min(0).max(366).describe('So many days before, at midnight, what is left is offered to everybody'),
  })
  .meta({ id: 'BlockFacts' });
const Block = BlockFacts.extend({ blockId: z.string() }).meta({ id: 'Block' });

type PlaceUnknown =
  | { readonly code: 'site-unknown'; readonly siteId: string }
  | { readonly code: 'department-unknown'; readonly departmentId: string }
  | { readonly code: 'resource-unknown'; readonly resourceId: string; readonly field: 'resourceId' | 'holders' };
const problems: Problems<BlockRefusal | BlockWithdrawalRefusal | PlaceUnknown | AlreadyDefined> = {
  ...definitionProblems,
  'site-unknown': ({ siteId }) => ({ status: 404, title: 'No such site', detail: siteId }),
  'department-unknown': ({ departmentId: detail }) => ({ status: 422, title: 'No such department', detail, pointer: '/departmentId' }),
  'resource-unknown': ({ resourceId, field }) => ({ status: 422, title: 'No such resource', detail: resourceId, pointer: `/${field}` }),
  'recurrence-invalid': ({ part, rule }) => ({
    status: 422,
    title: 'Not a recurrence rule of RFC 5545',
    detail: `${part} ${rule}`,
    pointer: '/rule',
  }),
  'block-without-length': ({ startTime, endTime }) => ({
    status: 422,
    title: 'A block must end after it begins',
    detail: `${startTime} to ${endTime}`,
    pointer: '/endTime',
  }),
  'block-of-nobody': () => ({
    status: 422,
    title: 'A block is kept for somebody',
    detail: 'name holders or a department',
    pointer: '/holders',
  }),
  'blocks-overlap': ({ date, blockId }) => ({ status: 409, title: 'This time is kept already', detail: `on ${date} by block ${blockId}` }),
  'block-unknown': ({ blockId }) => ({ status: 404, title: 'No such block', detail: blockId }),
};

@ApiTags('blocks')
@Controller('scheduling/sites/:siteId/blocks')
export class BlocksController {
  constructor(
    @Inject(SchedulingStreams) private readonly streams: SchedulingStreams,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(AffectedBookings) private readonly bookings: AffectedBookings,
  ) {}

  @Put(':blockId')
  @Roles('coordinator')
  @ApiOperation({
    summary: 'Keep time of a room for surgeons or a department until it is released, and list what others have booked in it',
  })
  @ApiOkResponse({ standardSchema: RecordedAffected })
  async define(
    @Param({ schema: Path }) { siteId, blockId }: z.infer<typeof Path>,
    @Body({ schema: BlockFacts }) facts: z.infer<typeof BlockFacts>,
    @Asking() asked: Asked,
  ) {
    const known = await this.catalogue.fresh();
    const site = known.sites.get(siteId);
    const unknown = unknownPlaces(known, siteId, facts);
    if (site?.status !== 'defined' || unknown.length > 0)
      return answer(await this.streams.blocks.refuse<PlaceUnknown>(asked, unknown), problems);
    const { departmentId, exceptOn = [], ...plain } = facts;
    const data = { siteId, blockId, ...plain, ...(departmentId && { departmentId }), ...(exceptOn.length > 0 && { exceptOn }) };
    const others = blocksOf(known, siteId).filter((other) => other.blockId !== blockId && other.resourceId === facts.resourceId);
    const command = { type: 'DefineBlock', data, known: { today: localDateOf(asked.at, site.zone), zone: site.zone, others } } as const;
    const mayReplace = asked.expected !== undefined;
    const outcome = await this.streams.blocks.handle(`${siteId}/${blockId}`, { ...command, mayReplace }, asked);
    const affected = outcome.accepted ? await this.bookings.inBlock(data, site.zone, asked.at) : [];
    return answer(outcome, problems, { affected: affectedBodies(affected) });
  }

  @Delete(':blockId')
  @Roles('coordinator')
  @ApiOperation({ summary: 'Withdraw a block: its time is everybody’s' })
  @ApiOkResponse({ standardSchema: Recorded })
  async withdraw(@Param({ schema: Path }) { siteId, blockId }: z.infer<typeof Path>, @Asking() asked: Asked) {
    const command = { type: 'WithdrawBlock', data: { siteId, blockId } } as const;
    return answer(await this.streams.blocks.handle(`${siteId}/${blockId}`, command, asked), problems);
  }

  @Get()
  @Roles('coordinator', 'clerk', 'operator')
  @ApiOperation({ summary: 'The blocks of a site' })
  @ApiOkResponse({ standardSchema: z.object({ blocks: z.array(Block) }) })
  async all(@Param({ schema: SitePath }) { siteId }: z.infer<typeof SitePath>) {
    return { blocks: blocksOf(await this.catalogue.fresh(), siteId).map(bodyOf) };
  }

  @Get(':blockId')
  @Roles('coordinator', 'clerk', 'operator')
  @ApiOperation({ summary: 'One block, with its ETag' })
  @ApiOkResponse({ standardSchema: Block.extend({ revision: z.int() }) })
  async one(@Param({ schema: Path }) { siteId, blockId }: z.infer<typeof Path>) {
    const { state, revision } = await this.streams.blocks.load(`${siteId}/${blockId}`);
    if (state.status !== 'defined') throw new ProblemException(404, { code: 'block-unknown', title: 'No such block', detail: blockId });
    return { ...bodyOf(state), revision };
  }
}

const bodyOf = ({ status: _, siteId: __, ...facts }: DefinedBlock) => facts;

const unknownPlaces = (
  { sites, resources }: CatalogueState,
  siteId: string,
  { departmentId, resourceId, holders }: z.infer<typeof BlockFacts>,
): readonly PlaceUnknown[] => {
  const site = sites.get(siteId);
  if (site?.status !== 'defined') return [{ code: 'site-unknown', siteId }];
  const named = [[resourceId, 'resourceId'] as const, ...holders.map((holder) => [holder, 'holders'] as const)];
  return [
    ...(departmentId === undefined || site.departments.has(departmentId) ? [] : [{ code: 'department-unknown', departmentId } as const]),
    ...named.filter(([id]) => !resources.has(id)).map(([id, field]) => ({ code: 'resource-unknown', resourceId: id, field }) as const),
  ];
};
