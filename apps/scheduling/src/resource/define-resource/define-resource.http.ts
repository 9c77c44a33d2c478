import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, ProblemException, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../../catalogue/catalogue.js';
import { DisplayName, Slug } from '../../http/ids.js';
import { Recorded } from '../../http/recorded.js';
import { SchedulingStreams } from '../../scheduling.streams.js';
import { resourceProblems } from '../resource.problems.js';

const Path = z.object({ resourceId: Slug });
const ResourceFacts = z
  .object({
    kind: z.enum(['practitioner', 'room', 'equipment']),
    name: DisplayName,
    capacity: z.int().min(1).max(100).default(1).describe('How much load it bears at a time'),
  })
  .meta({ id: 'ResourceFacts' });
const Resource = ResourceFacts.extend({ resourceId: z.string(), sites: z.array(z.string()) }).meta({ id: 'Resource' });
const Resources = z.object({ resources: z.array(Resource) });

@ApiTags('resources')
@Controller('scheduling/resources')
export class ResourcesController {
  constructor(
    @Inject(SchedulingStreams) private readonly streams: SchedulingStreams,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
  ) {}

  @Put(':resourceId')
  @Roles('coordinator')
  @ApiOperation({ summary: 'Define a practitioner, a room or a piece of equipment' })
  @ApiOkResponse({ standardSchema: Recorded })
  async define(
    @Param({ schema: Path }) { resourceId }: z.infer<typeof Path>,
    @Body({ schema: ResourceFacts }) facts: z.infer<typeof ResourceFacts>,
    @Asking() asked: Asked,
  ) {
    const mayReplace = asked.expected !== undefined;
    const command = { type: 'DefineResource', data: { resourceId, ...facts }, mayReplace } as const;
    return answer(await this.streams.resources.handle(resourceId, command, asked), resourceProblems);
  }

  @Get()
  @Roles('coordinator', 'clerk', 'biller', 'operator')
  @ApiOperation({ summary: 'All resources, and the sites where they have hours' })
  @ApiOkResponse({ standardSchema: Resources })
  async all(): Promise<z.infer<typeof Resources>> {
    const { resources } = await this.catalogue.fresh();
    return {
      resources: [...resources.values()].flatMap((resource) =>
        resource.status === 'defined'
          ? [
              {
                resourceId: resource.resourceId,
                kind: resource.kind,
                name: resource.name,
                capacity: resource.capacity,
                sites: [...resource.hours.keys()],
              },
            ]
          : [],
      ),
    };
  }

  @Get(':resourceId')
  @Roles('coordinator', 'clerk', 'biller', 'operator')
  @ApiOperation({ summary: 'One resource, with its ETag' })
  @ApiOkResponse({ standardSchema: Resource.extend({ revision: z.int() }) })
  async one(@Param({ schema: Path }) { resourceId }: z.infer<typeof Path>) {
    const { state, revision } = await this.streams.resources.load(resourceId);
    if (state.status === 'unknown')
      throw new ProblemException(404, { code: 'resource-unknown', title: 'No such resource', detail: resourceId });
    const { kind, name, capacity, hours } = state;
    return { resourceId, kind, name, capacity, sites: [...hours.keys()], revision };
  }
}
