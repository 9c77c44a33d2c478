import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, ProblemException, Roles, RUNTIME, type Asked, type Runtime } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../../catalogue/catalogue.js';
import { DisplayName, Slug } from '../../http/ids.js';
import { affectedBodies, RecordedAffected } from '../../http/recorded-affected.js';
import { SchedulingStreams } from '../../scheduling.streams.js';
import { AffectedBookings } from '../affected-bookings.js';
import { AffectedAppointment } from '../../http/affected.js';
import { Attributes, plainAttributes } from '../attributes.js';
import { AttributesBody, attributesOf } from '../attributes.http.js';
import { resourceKinds } from '../resource.events.js';
import { resourceProblems } from '../resource.problems.js';
import type { DefinedResource } from '../resource.state.js';

const Path = z.object({ resourceId: Slug });
const ResourceFacts = z
  .object({
    kind: z.enum(resourceKinds),
    name: DisplayName,
    capacity: z.int().min(1).max(100).default(1).describe('How much load it bears at a time'),
    attributes: AttributesBody.optional().describe('What visits may ask for, instead of naming it'),
  })
  .meta({ id: 'ResourceFacts' });
const Resource = ResourceFacts.extend({ resourceId: z.string(), sites: z.array(z.string()), attributes: Attributes.optional() }).meta({
  id: 'Resource',
});
const Affected = z.object({ affected: z.array(AffectedAppointment) });
const Resources = z.object({ resources: z.array(Resource) });

@ApiTags('resources')
@Controller('scheduling/resources')
export class ResourcesController {
  constructor(
    @Inject(SchedulingStreams) private readonly streams: SchedulingStreams,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(AffectedBookings) private readonly bookings: AffectedBookings,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  @Put(':resourceId')
  @Roles('coordinator')
  @ApiOperation({
    summary: 'Define a practitioner, a room, a recovery bay or a piece of equipment, and list the bookings that a change affects',
  })
  @ApiOkResponse({ standardSchema: RecordedAffected })
  async define(
    @Param({ schema: Path }) { resourceId }: z.infer<typeof Path>,
    @Body({ schema: ResourceFacts }) facts: z.infer<typeof ResourceFacts>,
    @Asking() asked: Asked,
  ) {
    const mayReplace = asked.expected !== undefined;
    const { attributes, ...plain } = facts;
    const data = { resourceId, ...plain, ...plainAttributes(attributes && attributesOf(attributes)) };
    const outcome = await this.streams.resources.handle(resourceId, { type: 'DefineResource', data, mayReplace }, asked);
    const affected = outcome.accepted ? await this.bookings.ofResource(resourceId, asked.at) : [];
    return answer(outcome, resourceProblems, { affected: affectedBodies(affected) });
  }

  @Get()
  @Roles('coordinator', 'clerk', 'biller', 'operator')
  @ApiOperation({ summary: 'All resources, and the sites where they have hours' })
  @ApiOkResponse({ standardSchema: Resources })
  async all(): Promise<z.infer<typeof Resources>> {
    const { resources } = await this.catalogue.fresh();
    return { resources: [...resources.values()].flatMap((resource) => (resource.status === 'defined' ? [bodyOf(resource)] : [])) };
  }

  @Get(':resourceId')
  @Roles('coordinator', 'clerk', 'biller', 'operator')
  @ApiOperation({ summary: 'One resource, with its ETag' })
  @ApiOkResponse({ standardSchema: Resource.extend({ revision: z.int() }) })
  async one(@Param({ schema: Path }) { resourceId }: z.infer<typeof Path>) {
    const { state, revision } = await this.streams.resources.load(resourceId);
    if (state.status === 'unknown')
      throw new ProblemException(404, { code: 'resource-unknown', title: 'No such resource', detail: resourceId });
    return { ...bodyOf(state), revision };
  }

  @Get(':resourceId/affected-appointments')
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Future bookings that could not be made as the resource is now: outside its hours, or beyond what it can do' })
  @ApiOkResponse({ standardSchema: Affected })
  async affected(@Param({ schema: Path }) { resourceId }: z.infer<typeof Path>): Promise<z.infer<typeof Affected>> {
    return { affected: affectedBodies(await this.bookings.ofResource(resourceId, this.runtime.clock.now())) };
  }
}

const bodyOf = ({ resourceId, kind, name, capacity, hours, attributes }: DefinedResource): z.infer<typeof Resource> => ({
  resourceId,
  kind,
  name,
  capacity,
  sites: [...hours.keys()],
  ...(attributes && { attributes }),
});
