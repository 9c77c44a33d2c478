import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Inject, Param, Post, Query, StreamableFile, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Roles } from '../http/access.js';
import { beyond } from '../http/beyond.js';
import { ProblemException } from '../http/problem.js';
import { RUNTIME, type Runtime } from '../service.js';
import { CONSUMER, type ConsumerView } from './consumer-view.js';
import { asNdjson } from './events-export.js';
import { Rebuilds } from './rebuilds.js';
import { RELAY, type RelayView } from './relay-view.js';

const Export = z.object({
  after: z
    .string()
    .regex(/^\d{1,15}$/, 'must be a position like 0 or 42')
    .optional()
    .describe('Begins behind this position; from the beginning without it'),
});
const ProjectionPath = z.object({ name: z.string() });
const Rebuilding = z
  .object({ version: z.int(), position: z.int(), head: z.int(), ratePerSecond: z.number(), etaSeconds: z.number().nullable() })
  .meta({ id: 'Rebuilding' });
const ProjectionStatus = z
  .object({
    name: z.string(),
    version: z.int(),
    status: z.enum(['live', 'building', 'failing']),
    position: z.int(),
    head: z.int(),
    lag: z.int(),
    generation: z.int(),
    failure: z.object({ code: z.string(), position: z.int() }).optional(),
    rebuilding: Rebuilding.optional(),
  })
  .meta({ id: 'ProjectionStatus' });
const Projections = z.object({ projections: z.array(ProjectionStatus) });
const RelayStatus = z
  .object({ state: z.string(), position: z.int(), head: z.int(), lag: z.int(), epoch: z.int(), code: z.string().optional() })
  .meta({ id: 'RelayStatus' });
const counted = (of: string) => z.int().describe(`${of}, since the process began`);
const Failing = z
  .object({ topic: z.string(), partition: z.int(), type: z.string(), position: z.int(), code: z.string(), attempts: z.int() })
  .meta({ id: 'FailingPartition' });
const Consumption = z
  .object({
    group: z.string(),
    state: z.enum(['starting', 'consuming', 'stopped']),
    code: z.string().optional(),
    handled: counted('Events that had their effect'),
    dropped: counted('Events that came again after they had acted'),
    parked: counted('Events put where they wait for an operator, or behind one that waits'),
    skipped: z.record(z.string(), z.int()).describe('By type, events that nobody here handles, on purpose'),
    failing: z.array(Failing).describe('Partitions that stand still, each at an event that is tried again'),
  })
  .meta({ id: 'Consumption' });

/** What whoever runs a service may see and do, at the same paths in every service. */
export const operationsOf = (service: string): Type => {
  @ApiTags(`${service}: operations`)
  @Controller(`${service}/operations`)
  class OperationsController {
    constructor(
      @Inject(RUNTIME) private readonly runtime: Runtime,
      @Inject(Rebuilds) private readonly rebuilds: Rebuilds,
      @Inject(RELAY) private readonly relay: RelayView,
      @Inject(CONSUMER) private readonly consumer: ConsumerView,
    ) {}

    @Get('projections')
    @Roles('operator')
    @ApiOperation({ summary: 'How far the read models are' })
    @ApiOkResponse({ standardSchema: Projections })
    async projections() {
      return { projections: await this.runtime.projections.status() };
    }

    @Post('projections/:name/rebuild')
    @HttpCode(202)
    @Roles('operator')
    @ApiOperation({ summary: 'Build a read model anew beside the one that is read; its progress stands in the list' })
    async rebuild(@Param({ schema: ProjectionPath }) { name }: z.infer<typeof ProjectionPath>) {
      const known = (await this.runtime.projections.status()).some((projection) => projection.name === name);
      if (!known) throw new ProblemException(404, { code: 'projection-unknown', title: 'No such projection', detail: name });
      this.rebuilds.begin(name);
      return { name, status: 'rebuilding' };
    }

    @Get('relay')
    @Roles('operator')
    @ApiOperation({ summary: 'How far the events that others are promised have been published' })
    @ApiOkResponse({ standardSchema: RelayStatus })
    async relayed() {
      const status = await this.relay.status();
      if (!status)
        throw new ProblemException(404, { code: 'relay-unknown', title: 'No relay here', detail: `${service} publishes nothing` });
      return status;
    }

    @Get('consumer')
    @Roles('operator')
    @ApiOperation({ summary: 'What became of the events of other services, in this process' })
    @ApiOkResponse({ standardSchema: Consumption })
    consumed() {
      const { strategy } = this.consumer;
      if (!strategy)
        throw new ProblemException(404, { code: 'consumer-unknown', title: 'No consumer here', detail: `${service} follows nobody` });
      return strategy.consumption();
    }

    @Get('events')
    @Roles('operator')
    @ApiOperation({ summary: 'Every raw event in the order of the store, a line of JSON each' })
    @ApiOkResponse({ description: 'NDJSON', content: { 'application/x-ndjson': { schema: { type: 'string' } } } })
    async events(@Query({ schema: Export }) { after = '0' }: z.infer<typeof Export>) {
      const head = await this.runtime.recorded.head();
      if (Number(after) > head) throw beyond(Number(after), head, 'after');
      return new StreamableFile(Readable.from(asNdjson(this.runtime.recorded, Number(after))), { type: 'application/x-ndjson' });
    }
  }
  return OperationsController;
};
