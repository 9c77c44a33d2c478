import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { AlreadyDefined } from '@liaison/kernel';
import { answer, Asking, ProblemException, Roles, type Asked, type Problems } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../../catalogue/catalogue.js';
import type { CatalogueState } from '../../catalogue/catalogue.state.js';
import { definitionProblems } from '../../http/definition-problems.js';
import { DisplayName, SitePath, Slug } from '../../http/ids.js';
import { Recorded } from '../../http/recorded.js';
import { SchedulingStreams } from '../../scheduling.streams.js';
import type { KnownResources } from '../visit-type.policies.js';
import type { VisitTypeRefusal } from './define-visit-type.js';

const Path = SitePath.extend({ visitTypeId: Slug });
const minutes = z.int().min(-10_000).max(10_000);
const PhaseFacts = z
  .object({
    name: Slug,
    offsetMinutes: minutes.describe("From the patient's start; negative for preparation"),
    durationMinutes: minutes,
    load: z.int().min(1).max(100).default(1),
    anyOf: z.array(Slug).min(1).max(200).describe('The pool: one of these resources serves the phase'),
  })
  .meta({ id: 'PhaseFacts' });
const VisitTypeFacts = z
  .object({
    name: DisplayName,
    departmentId: Slug,
    durationMinutes: minutes.describe("The patient's own time"),
    phases: z.array(PhaseFacts).min(1).max(12),
  })
  .meta({ id: 'VisitTypeFacts' });
const VisitType = VisitTypeFacts.extend({ visitTypeId: z.string() }).meta({ id: 'VisitType' });
const VisitTypes = z.object({ visitTypes: z.array(VisitType) });

type DepartmentUnknown = { readonly code: 'department-unknown'; readonly siteId: string; readonly departmentId: string };
const problems: Problems<VisitTypeRefusal | AlreadyDefined | DepartmentUnknown> = {
  ...definitionProblems,
  'department-unknown': ({ siteId, departmentId }) => ({
    status: 404,
    title: 'No such department',
    detail: `${siteId}/${departmentId}`,
    pointer: '/departmentId',
  }),
  'phase-name-twice': ({ phase }) => ({ status: 422, title: 'Two phases have one name', detail: phase, pointer: '/phases' }),
  'phases-cannot-fit': ({ minutes: span, phase }) => ({
    status: 422,
    title: 'Phases that cannot fit',
    detail: phase === undefined ? `${span} minutes: all must last, and fit into one day` : `${phase} lasts ${span} minutes`,
    pointer: '/phases',
  }),
  'resource-unknown': ({ phase, resourceId }) => ({
    status: 422,
    title: 'No such resource',
    detail: `${phase}: ${resourceId}`,
    pointer: '/phases',
  }),
  'load-exceeds-capacity': ({ phase, load, capacity }) => ({
    status: 422,
    title: 'No resource of the pool can bear the load',
    detail: `${phase}: load ${load}, capacity ${capacity}`,
    pointer: '/phases',
  }),
  'pool-too-small': ({ phases }) => ({
    status: 422,
    title: 'Too few resources for phases at the same time',
    detail: phases.join(', '),
    pointer: '/phases',
  }),
};

@ApiTags('visit types')
@Controller('scheduling/sites/:siteId/visit-types')
export class VisitTypesController {
  constructor(
    @Inject(SchedulingStreams) private readonly streams: SchedulingStreams,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
  ) {}

  @Put(':visitTypeId')
  @Roles('coordinator')
  @ApiOperation({ summary: 'Define a visit type: its phases, each over a pool of resources' })
  @ApiOkResponse({ standardSchema: Recorded })
  async define(
    @Param({ schema: Path }) { siteId, visitTypeId }: z.infer<typeof Path>,
    @Body({ schema: VisitTypeFacts }) facts: z.infer<typeof VisitTypeFacts>,
    @Asking() asked: Asked,
  ) {
    const known = await this.catalogue.fresh();
    const { departmentId } = facts;
    const site = known.sites.get(siteId);
    if (site?.status !== 'defined' || !site.departments.has(departmentId))
      return answer(
        await this.streams.visitTypes.refuse<DepartmentUnknown>(asked, [{ code: 'department-unknown', siteId, departmentId }]),
        problems,
      );
    const data = { siteId, visitTypeId, ...facts, known: { resources: capacitiesOf(known) } };
    const mayReplace = asked.expected !== undefined;
    return answer(
      await this.streams.visitTypes.handle(`${siteId}/${visitTypeId}`, { type: 'DefineVisitType', data, mayReplace }, asked),
      problems,
    );
  }

  @Get()
  @Roles('coordinator', 'clerk', 'biller', 'operator')
  @ApiOperation({ summary: 'The visit types of a site' })
  @ApiOkResponse({ standardSchema: VisitTypes })
  async all(@Param({ schema: SitePath }) { siteId }: z.infer<typeof SitePath>) {
    const { visitTypes } = await this.catalogue.fresh();
    return {
      visitTypes: [...visitTypes.values()].flatMap((visitType) => {
        if (visitType.status !== 'defined' || visitType.siteId !== siteId) return [];
        const { status: _, siteId: __, ...facts } = visitType;
        return [facts];
      }),
    };
  }

  @Get(':visitTypeId')
  @Roles('coordinator', 'clerk', 'biller', 'operator')
  @ApiOperation({ summary: 'One visit type, with its ETag' })
  @ApiOkResponse({ standardSchema: VisitType.extend({ revision: z.int() }) })
  async one(@Param({ schema: Path }) { siteId, visitTypeId }: z.infer<typeof Path>) {
    const { state, revision } = await this.streams.visitTypes.load(`${siteId}/${visitTypeId}`);
    if (state.status === 'unknown')
      throw new ProblemException(404, { code: 'visit-type-unknown', title: 'No such visit type', detail: `${siteId}/${visitTypeId}` });
    const { status: _, siteId: __, ...facts } = state;
    return { ...facts, revision };
  }
}

const capacitiesOf = ({ resources }: CatalogueState): KnownResources =>
  Object.fromEntries(
    [...resources].flatMap(([id, resource]) => (resource.status === 'defined' ? [[id, { capacity: resource.capacity }]] : [])),
  );
