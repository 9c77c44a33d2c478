import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { Observable } from 'rxjs';

/** `data` is JSON on one line. */
export type ServerSentEvent = { readonly type: string; readonly id?: string; readonly data: unknown };

export type EventStreamOptions = {
  /** What a client that does not read is told instead of two events of one type. Default: the newer one. */
  readonly merged?: (before: ServerSentEvent, next: ServerSentEvent) => ServerSentEvent;
};

/** In bytes: what is written for a client that does not read, before its events wait as one of each type. */
const mostWritten = 16 * 1024;
/** With it go the headers: whoever listens where nothing happens knows that it works. In milliseconds. */
const beginning = 'retry: 3000\n\n';

/**
 * An answer of server-sent events. Whatever is wrong with the request is still answered with a problem, which Nest's own `@Sse`
 * cannot do once an interceptor stands before it. A client that does not keep up is told less, and is not cut off. Let the
 * observable end with the service: `takeUntil(runtime.stopping)`.
 */
export const eventStream = (
  events: Observable<ServerSentEvent>,
  { merged = (_, next) => next }: EventStreamOptions = {},
): StreamableFile => {
  const waiting = new Map<string, ServerSentEvent>();
  let isOver = false;
  let isTaken = true;
  const write = () => {
    for (const [type, event] of waiting) {
      if (!isTaken) return;
      waiting.delete(type);
      isTaken = stream.push(written(event));
    }
    if (isOver && waiting.size === 0) stream.push(null);
  };
  const stream = new Readable({
    highWaterMark: mostWritten,
    read: () => {
      isTaken = true;
      write();
    },
  });
  stream.push(beginning);
  const subscription = events.subscribe({
    next: (event) => {
      const before = waiting.get(event.type);
      waiting.set(event.type, before ? merged(before, event) : event);
      write();
    },
    error: (fault: unknown) => stream.destroy(fault instanceof Error ? fault : new Error('the stream of events failed')),
    complete: () => {
      isOver = true;
      write();
    },
  });
  stream.once('close', () => subscription.unsubscribe());
  return new StreamableFile(stream, { type: 'text/event-stream' });
};

const written = ({ type, id, data }: ServerSentEvent): string =>
  `event: ${type}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
