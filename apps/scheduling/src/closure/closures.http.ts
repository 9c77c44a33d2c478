import { Body, Controller, Delete, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { toUtc } from '@liaison/kernel';
import { answer, Asking, ProblemException, Roles, type Asked, type Problems } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../catalogue/catalogue.js';
import type { CatalogueState } from '../catalogue/catalogue.state.js';
import { AffectedAppointment, affectedBody } from '../http/affected.js';
import { InstantWithOffset, SitePath, Slug } from '../http/ids.js';
import { Recorded } from '../http/recorded.js';
import { SchedulingStreams } from '../scheduling.streams.js';
import { closureReasons } from './closure.events.js';
import { ClosureSpreading } from './closure-spreading.js';
import type { LiftingRefusal } from './lift-closure/lift-closure.js';
import type { ClosureRefusal } from './declare-closure/declare-closure.js';

const Path = SitePath.extend({ closureId: Slug });
const ClosureFields = z.object({
  from: InstantWithOffset,
  to: InstantWithOffset,
  departmentId: Slug.optional(),
  resourceId: Slug.optional(),
  reason: z.enum(closureReasons),
});
const ClosureFacts = ClosureFields.refine(({ departmentId, resourceId }) => departmentId === undefined || resourceId === undefined, {
  error: 'a closure is over a department or over a resource, not both',
  path: ['resourceId'],
})
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { error: 'must be later than from', path: ['to'] })
  .meta({ id: 'ClosureFacts' });
const Closure = ClosureFields.extend({ closureId: z.string(), status: z.enum(['declared', 'lifted']) }).meta({ id: 'Closure' });
const Closures = z.object({ closures: z.array(Closure) });
const Declared = Recorded.extend({ affected: z.array(AffectedAppointment) }).meta({ id: 'ClosureDeclaredAnswer' });

type PlaceUnknown =
  | { readonly code: 'site-unknown'; readonly siteId: string }
  | { readonly code: 'department-unknown'; readonly departmentId: string }
  | { readonly code: 'resource-unknown'; readonly resourceId: string };
const problems: Problems<ClosureRefusal | LiftingRefusal | PlaceUnknown> = {
  'site-unknown': ({ siteId }) => ({ status: 404, title: 'No such site', detail: siteId }),
  'department-unknown': ({ departmentId }) => ({
    status: 404,
    title: 'No such department',
    detail: departmentId,
    pointer: '/departmentId',
  }),
  'resource-unknown': ({ resourceId }) => ({ status: 404, title: 'No such resource', detail: resourceId, pointer: '/resourceId' }),
  'closure-too-long': ({ days, longest }) => ({
    status: 422,
    title: 'Closed for too long',
    detail: `${days} days; at most ${longest}`,
    pointer: '/to',
  }),
  'closure-already-lifted': ({ closureId }) => ({ status: 409, title: 'This closure was lifted', detail: `${closureId}: declare another` }),
  'closure-differs': ({ closureId }) => ({ status: 409, title: 'This closure id is in use', detail: `${closureId} closes something else` }),
  'closure-unknown': ({ closureId }) => ({ status: 404, title: 'No such closure', detail: closureId }),
};

@ApiTags('closures')
@Controller('scheduling/sites/:siteId/closures')
export class ClosuresController {
  constructor(
    @Inject(SchedulingStreams) private readonly streams: SchedulingStreams,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(ClosureSpreading) private readonly spreading: ClosureSpreading,
  ) {}

  @Put(':closureId')
  @Roles('coordinator')
  @ApiOperation({ summary: 'Close a site, a department or a resource for a time: no new bookings, and a list of those affected' })
  @ApiOkResponse({ standardSchema: Declared })
  async declare(
    @Param({ schema: Path }) { siteId, closureId }: z.infer<typeof Path>,
    @Body({ schema: ClosureFacts }) { from, to, departmentId, resourceId, reason }: z.infer<typeof ClosureFacts>,
    @Asking() asked: Asked,
  ) {
    const unknown = unknownPlaces(await this.catalogue.fresh(), siteId, departmentId, resourceId);
    if (unknown.length > 0) return answer(await this.streams.closures.refuse<PlaceUnknown>(asked, unknown), problems);
    const scope = { ...(departmentId === undefined ? {} : { departmentId }), ...(resourceId === undefined ? {} : { resourceId }) };
    const facts = { closureId, siteId, ...scope, from: toUtc(from), to: toUtc(to), reason };
    const outcome = await this.streams.closures.handle(`${siteId}/${closureId}`, { type: 'DeclareClosure', data: facts }, asked);
    const affected = outcome.accepted ? await this.spreading.close(facts, asked) : [];
    return answer(outcome, problems, { affected: affected.map((visit) => affectedBody(visit, ['closed'])) });
  }

  @Delete(':closureId')
  @Roles('coordinator')
  @ApiOperation({ summary: 'Lift a closure: what it closed can be booked again' })
  @ApiOkResponse({ standardSchema: Recorded })
  async lift(@Param({ schema: Path }) { siteId, closureId }: z.infer<typeof Path>, @Asking() asked: Asked) {
    const id = `${siteId}/${closureId}`;
    const outcome = await this.streams.closures.handle(id, { type: 'LiftClosure', data: { closureId, siteId } }, asked);
    const { state } = await this.streams.closures.load(id);
    if (outcome.accepted && state.status !== 'unknown') await this.spreading.reopen(state.facts, asked);
    return answer(outcome, problems);
  }

  @Get()
  @Roles('coordinator', 'clerk', 'operator')
  @ApiOperation({ summary: 'The closures of a site' })
  @ApiOkResponse({ standardSchema: Closures })
  async all(@Param({ schema: SitePath }) { siteId }: z.infer<typeof SitePath>) {
    const { closures } = await this.catalogue.fresh();
    return {
      closures: [...closures.values()].flatMap((closure) => {
        if (closure.status === 'unknown' || closure.facts.siteId !== siteId) return [];
        const { siteId: _, ...facts } = closure.facts;
        return [{ ...facts, status: closure.status }];
      }),
    };
  }

  @Get(':closureId')
  @Roles('coordinator', 'clerk', 'operator')
  @ApiOperation({ summary: 'One closure, with its ETag' })
  @ApiOkResponse({ standardSchema: Closure.extend({ revision: z.int() }) })
  async one(@Param({ schema: Path }) { siteId, closureId }: z.infer<typeof Path>) {
    const { state, revision } = await this.streams.closures.load(`${siteId}/${closureId}`);
    if (state.status === 'unknown')
      throw new ProblemException(404, { code: 'closure-unknown', title: 'No such closure', detail: closureId });
    const { siteId: _, ...facts } = state.facts;
    return { ...facts, status: state.status, revision };
  }
}

const unknownPlaces = (
  { sites, resources }: CatalogueState,
  siteId: string,
  departmentId: string | undefined,
  resourceId: string | undefined,
): readonly PlaceUnknown[] => {
  const site = sites.get(siteId);
  if (site?.status !== 'defined') return [{ code: 'site-unknown', siteId }];
  return [
    ...(departmentId === undefined || site.departments.has(departmentId) ? [] : [{ code: 'department-unknown', departmentId } as const]),
    ...(resourceId === undefined || resources.has(resourceId) ? [] : [{ code: 'resource-unknown', resourceId } as const]),
  ];
};
