import { applyDecorators, Get, Header, type StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { eventStream, ProblemException, type Runtime, type ServerSentEvent } from '@liaison/service-kit';
import { interval, map, merge, takeUntil } from 'rxjs';
import type { LiveChanges } from './live-changes.js';
import type { Change } from './live-topics.js';

/** So that nothing between us and whoever looks takes the silence for the end. */
const aliveEveryMs = 20_000;
const comeBackAfterSeconds = 10;

/** A route that tells of the changes of a view as server-sent events. */
export const LiveRoute = (view: string): MethodDecorator =>
  applyDecorators(
    Get(),
    Header('cache-control', 'no-store'),
    Header('x-accel-buffering', 'no'),
    ApiOperation({
      summary: `Server-sent events: \`changed\` whenever something of ${view} changes, with the position to ask for it`,
      description:
        'The id of an event is its position. Whoever comes back with it in Last-Event-ID is told at once if something has changed meanwhile. Who does not keep up is told of several changes as one.',
    }),
    ApiHeader({ name: 'last-event-id', required: false, description: 'The id of the last event that came', schema: { type: 'string' } }),
    ApiOkResponse({ description: 'Without end', content: { 'text/event-stream': {} } }), // OpenAPI 3.1 has no schema for one event of many
  );

/** @throws ProblemException 503 when as many listen already as this process tells. */
export const liveView = (
  { stopping, config }: Pick<Runtime, 'stopping' | 'config'>,
  changes: LiveChanges,
  topics: readonly string[],
  lastEventId: string | undefined,
): StreamableFile => {
  if (!changes.hasRoom())
    throw new ProblemException(
      503,
      {
        code: 'too-many-listeners',
        title: 'No room for another listener',
        detail: `${config.liveListeners} listen already. Come back in ${comeBackAfterSeconds} seconds.`,
      },
      { 'retry-after': String(comeBackAfterSeconds) },
    );
  const after = lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : undefined;
  const changed = changes.of(topics, after).pipe(map(changedTo));
  const alive = interval(aliveEveryMs).pipe(map((): ServerSentEvent => ({ type: 'alive', data: '' })));
  return eventStream(merge(changed, alive).pipe(takeUntil(stopping)), { merged });
};

const changedTo = (change: Change): ServerSentEvent => ({ type: 'changed', id: String(change.position), data: change });

/** Several changes as one: what changed is not said any more. */
const merged = (before: ServerSentEvent, next: ServerSentEvent): ServerSentEvent =>
  next.type === 'changed' ? changedTo({ position: Math.max(Number(before.id), Number(next.id)) }) : next;
