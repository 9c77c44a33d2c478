import { setTimeout as sleep } from 'node:timers/promises';
import type { Span } from './otlp-receiver.js';

const [server, producer, consumer] = [2, 4, 5];

export const until = async <Found>(look: () => Found | undefined | Promise<Found | undefined>): Promise<Found> => {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(50);
  }
};

/** A command's way: its request, the statement that stores its events, relay, consumer, and the statement that stores what that did. */
export const traceOf = async ({ spans }: { readonly spans: readonly Span[] }, traceId: string) => {
  const one = (wanted: (span: Span) => boolean) => until(() => spans.find((span) => span.traceId === traceId && wanted(span)));
  const storedBelow = ({ spanId }: Span) =>
    one(({ name, parentSpanId }) => parentSpanId === spanId && name.startsWith('pg.query:append-group'));
  const request = await one(({ kind }) => kind === server);
  const sent = await one(({ kind }) => kind === producer);
  const received = await one(({ kind }) => kind === consumer);
  return { request, stored: await storedBelow(request), sent, received, written: await storedBelow(received) };
};
