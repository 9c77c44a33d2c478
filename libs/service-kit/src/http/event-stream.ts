import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { Observable } from 'rxjs';

/** `data` is JSON on one line. */
export type ServerSentEvent = { readonly type: string; readonly id?: string; readonly data: unknown };

/** In bytes: a client that is further behind is cut off; it comes back and asks for the present. */
const mostWaiting = 256 * 1024;

/**
 * An answer of server-sent events. Whatever is wrong with the request is still answered with a problem, which Nest's own `@Sse`
 * cannot do once an interceptor stands before it. Let the observable end with the service: `takeUntil(runtime.stopping)`.
 */
export const eventStream = (events: Observable<ServerSentEvent>): StreamableFile => {
  const stream = new Readable({ read: () => undefined });
  const subscription = events.subscribe({
    next: (event) => {
      stream.push(written(event));
      if (stream.readableLength > mostWaiting) stream.destroy();
    },
    error: (fault: unknown) => stream.destroy(fault instanceof Error ? fault : new Error('the stream of events failed')),
    complete: () => stream.push(null),
  });
  stream.once('close', () => subscription.unsubscribe());
  return new StreamableFile(stream, { type: 'text/event-stream' });
};

const written = ({ type, id, data }: ServerSentEvent): string =>
  `event: ${type}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
