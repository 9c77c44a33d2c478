import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Res, StreamableFile, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { categoryOf, isInspectable, PositionInFuture, streamName, type Inspectable, type RecordedEvent } from '@liaison/event-store';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Roles } from '../http/access.js';
import { beyond } from '../http/beyond.js';
import { ProblemException } from '../http/problem.js';
import { RUNTIME, type Runtime } from '../service.js';
import { linesOf, shown } from './events-export.js';
import { liveEvents } from './live-events.js';

const position = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a position like 0 or 42')
  .transform(Number);
const StreamQuery = z.object({
  name: z.string().max(300),
  from: position.optional().describe('The first revision to show'),
  limit: position.optional(),
  direction: z.enum(['forwards', 'backwards']).optional(),
});
const Live = z.object({
  after: position.optional().describe('Begins behind this position; with the next event without it'),
  category: z
    .string()
    .regex(/^[a-zA-Z][a-zA-Z0-9_]{0,99}$/, 'must be a category like daySchedule')
    .optional()
    .describe('Of these streams only, without the name of the service: daySchedule'),
  type: z.string().max(200).optional(),
});
const EventPath = z.object({ position });
const RawEvent = z
  .object({
    ...{ position: z.int(), stream: z.string(), revision: z.int(), id: z.string(), type: z.string(), time: z.string() },
    ...{ data: z.unknown(), metadata: z.unknown() },
  })
  .meta({ id: 'RawEvent' });
const Statistics = z
  .object({
    ...{ incarnation: z.string(), head: z.int(), streams: z.int(), commands: z.int(), bytes: z.int() },
    categories: z.array(z.object({ category: z.string(), streams: z.int(), events: z.int() })),
    ...{ firstAt: z.string().optional(), lastAt: z.string().optional() },
  })
  .meta({ id: 'EventStoreStatistics' });
const ndjson = { description: 'NDJSON', content: { 'application/x-ndjson': { schema: { type: 'string' } } } } as const;
const asStream = (lines: Readable) => new StreamableFile(lines, { type: 'application/x-ndjson' });

/** What whoever runs a service may see of its events, as they were written. */
export const eventsOf = (service: string): Type => {
  @ApiTags(`${service}: operations`)
  @Controller(`${service}/operations`)
  class EventsController {
    constructor(@Inject(RUNTIME) private readonly runtime: Runtime) {}

    @Get('events/stream')
    @Roles('operator')
    @ApiOperation({ summary: 'The events of one stream, a line of JSON each' })
    @ApiOkResponse(ndjson)
    stream(@Query({ schema: StreamQuery }) { name, from, limit, direction = 'forwards' }: z.infer<typeof StreamQuery>) {
      const batches = this.runtime.recorded.read(name, {
        ...(from !== undefined && { from }),
        ...(limit !== undefined && { limit }),
        direction,
      });
      const lines = async function* () {
        for await (const batch of batches) yield linesOf(batch);
      };
      return asStream(Readable.from(lines()));
    }

    @Get('events/live')
    @Roles('operator')
    @ApiOperation({ summary: 'Events as they come, a line of JSON each and now and then an empty one' })
    @ApiOkResponse(ndjson)
    async live(@Query({ schema: Live }) { after, category, type }: z.infer<typeof Live>, @Res({ passthrough: true }) reply: FastifyReply) {
      const { recorded, stopping } = this.runtime;
      const head = await recorded.head();
      if (after !== undefined && after > head) throw beyond(after, head, 'after');
      const leaving = new AbortController();
      const told = stopping.subscribe(() => leaving.abort());
      reply.raw.once('close', () => {
        leaving.abort();
        told.unsubscribe();
      });
      const categories = category === undefined ? {} : { categories: [categoryOf(streamName(service, category, 'any'))] };
      const types = type === undefined ? {} : { types: [type] };
      return asStream(liveEvents(recorded, { after: after ?? head, ...categories, ...types, signal: leaving.signal }));
    }

    @Get('events/stats')
    @Roles('operator')
    @ApiOperation({ summary: 'What the event store holds' })
    @ApiOkResponse({ standardSchema: Statistics })
    statistics() {
      return this.inspectable().statistics();
    }

    @Get('events/:position')
    @Roles('operator')
    @ApiOperation({ summary: 'One event by its position' })
    @ApiOkResponse({ standardSchema: RawEvent })
    async one(@Param({ schema: EventPath }) { position: at }: z.infer<typeof EventPath>) {
      const found = at === 0 ? undefined : await this.at(at);
      if (!found)
        throw new ProblemException(404, {
          code: 'event-unknown',
          title: 'No such event',
          detail: `${service} has no event at position ${at}; its last one is at ${await this.runtime.recorded.head()}.`,
        });
      return shown(found);
    }

    @Post('incarnation')
    @HttpCode(200)
    @Roles('operator')
    @ApiOperation({ summary: 'After files were put back: caches, checkpoints and positions of before are believed no more' })
    @ApiOkResponse({ standardSchema: z.object({ incarnation: z.string() }) })
    async begin() {
      return { incarnation: await this.inspectable().beginIncarnation() };
    }

    private async at(at: number): Promise<RecordedEvent | undefined> {
      try {
        for await (const [event] of this.runtime.recorded.readAll({ after: at - 1, limit: 1 }))
          return event?.position === at ? event : undefined;
      } catch (fault) {
        if (!(fault instanceof PositionInFuture)) throw fault;
      }
      return undefined;
    }

    private inspectable(): Inspectable {
      const { recorded } = this.runtime;
      if (isInspectable(recorded)) return recorded;
      throw new ProblemException(404, {
        code: 'not-here',
        title: 'This event store does not tell',
        detail: 'Ask the tools of the database that holds it.',
      });
    }
  }
  return EventsController;
};
