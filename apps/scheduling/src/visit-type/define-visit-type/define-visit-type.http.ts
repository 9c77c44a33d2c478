import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, ProblemException, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../../catalogue/catalogue.js';
import { allCandidates, candidatesOf } from '../../catalogue/candidates.js';
import { DisplayName, SitePath, Slug } from '../../http/ids.js';
import { Recorded } from '../../http/recorded.js';
import { SchedulingStreams } from '../../scheduling.streams.js';
import { holdMinutes, longestHold } from '../../day-schedule/holds.policies.js';
import { reminderLead } from '../../day-schedule/note-reminder-due/note-reminder-due.js';
import { grace } from '../../day-schedule/record-no-show/record-no-show.js';
import { attributesOf, AttributesBody } from '../../resource/attributes.http.js';
import { Token } from '../../resource/attributes.js';
import { resourceKinds } from '../../resource/resource.events.js';
import { Phase, type Requirement } from '../visit-type.events.js';
import { visitTypeProblems, type DepartmentUnknown } from '../visit-type.problems.js';

const Path = SitePath.extend({ visitTypeId: Slug });
const RequirementBody = AttributesBody.extend({ kind: z.enum(resourceKinds).optional() }).meta({ id: 'Requirement' });
const minutes = z.int().min(-10_000).max(10_000);
const PhaseFacts = z
  .object({
    name: Slug,
    offsetMinutes: minutes.describe("From the patient's start; negative for preparation"),
    durationMinutes: minutes,
    load: z.int().min(1).max(100).default(1),
    anyOf: z.array(Slug).max(200).default([]).describe('The pool by name: one of these resources serves the phase'),
    requires: RequirementBody.optional().describe('The pool by what its resources have; with names, of those'),
    sameAs: Slug.optional().describe('Served by whoever serves that phase: cleaning of the same room'),
    onNeed: z
      .string()
      .regex(/^[a-z][a-z-]{0,30}$/, 'must be up to 31 small letters and hyphens, like hoist')
      .optional()
      .describe('Only for patients who need it: interpreter, hoist'),
  })
  .meta({ id: 'PhaseFacts' });
const roleNames = z.enum(['coordinator', 'clerk']);
const VisitTypeFacts = z
  .object({
    name: DisplayName,
    departmentId: Slug,
    durationMinutes: minutes.describe("The patient's own time"),
    phases: z.array(PhaseFacts).min(1).max(12),
    gridMinutes: z.int().min(1).max(1440).optional().describe("Instead of the department's"),
    leadMinutes: z.int().min(0).max(525_600).optional().describe('Notice that is needed'),
    horizonDays: z.int().min(1).max(731).optional().describe('How many days ahead it can be booked'),
    holdMinutes: z.int().min(1).max(longestHold).optional().describe(`How long it is held by itself, instead of ${holdMinutes} minutes`),
    reminderLeadMinutes: z
      .int()
      .min(15)
      .max(43_200)
      .optional()
      .describe(`How long before it the patient is reminded, instead of ${reminderLead} minutes`),
    noShowGraceMinutes: z
      .int()
      .min(0)
      .max(1_440)
      .optional()
      .describe(`How long after its beginning a patient who has not come is a no-show, instead of ${grace} minutes`),
    seats: z.int().min(2).max(500).optional().describe('A group session: its seats are appointments'),
    overbooking: z
      .array(z.object({ role: roleNames, phase: Slug, extra: z.int().min(1).max(100) }))
      .min(1)
      .max(20)
      .optional()
      .describe('How much load beyond the capacity of a phase a role may book, with a reason'),
    serviceType: Token.optional().describe('HealthcareService.type: finds one kind of service wherever it is offered'),
    authorization: Token.optional().describe('What a payer has to authorise beforehand'),
    supplyKitId: Slug.optional().describe('What supplies have to be ready'),
  })
  .meta({ id: 'VisitTypeFacts' });
const VisitType = VisitTypeFacts.extend({ visitTypeId: z.string(), phases: z.array(Phase) }).meta({ id: 'VisitType' });
const VisitTypes = z.object({ visitTypes: z.array(VisitType) });

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
        visitTypeProblems,
      );
    const phases = facts.phases.map(({ requires, ...phase }) => ({ ...phase, ...(requires && { requires: requirementOf(requires) }) }));
    const resources = { named: allCandidates(known), ofSite: candidatesOf(known, siteId) };
    const data = { siteId, visitTypeId, ...facts, phases, known: { resources } };
    const mayReplace = asked.expected !== undefined;
    return answer(
      await this.streams.visitTypes.handle(`${siteId}/${visitTypeId}`, { type: 'DefineVisitType', data, mayReplace }, asked),
      visitTypeProblems,
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

const requirementOf = ({ kind, ...attributes }: z.infer<typeof RequirementBody>): Requirement => ({
  ...attributesOf(attributes),
  ...(kind && { kind }),
});
