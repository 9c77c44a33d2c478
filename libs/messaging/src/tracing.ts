import { context, SpanKind, SpanStatusCode, trace, type Span, type SpanContext } from '@opentelemetry/api';
import { faultCode } from '@liaison/projections';
import type { Message } from './message-bus.js';

const pattern = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;
const tracer = () => trace.getTracer('@liaison/messaging');

/** W3C Trace Context, version 00; anything else belongs to no trace. */
const spanContextOf = (traceparent: string | undefined): SpanContext | undefined => {
  if (traceparent === undefined) return undefined;
  const [, traceId, spanId, flags] = pattern.exec(traceparent) ?? [];
  return traceId && spanId && flags ? { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true } : undefined;
};

const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;

/** OpenTelemetry's semantic conventions for messaging. Ids and positions; no data. */
const attributesOf = ({ topic, partition, id, type, position }: Message) => ({
  'messaging.destination.name': topic,
  'messaging.destination.partition.id': String(partition),
  'messaging.message.id': id,
  'liaison.event.type': type,
  'liaison.event.position': position,
});

const begun = (name: string, kind: SpanKind, message: Message): Span | undefined => {
  const parent = spanContextOf(message.traceparent);
  if (!parent) return undefined;
  return tracer().startSpan(name, { kind, attributes: attributesOf(message) }, trace.setSpanContext(context.active(), parent));
};

const carrying = (message: Message, span: Span | undefined): Message =>
  span ? { ...message, traceparent: traceparentOf(span.spanContext()) } : message;

const ended = (spans: readonly (Span | undefined)[], fault?: unknown): void => {
  for (const span of spans) {
    if (fault !== undefined) span?.setStatus({ code: SpanStatusCode.ERROR, message: faultCode(fault) });
    span?.end();
  }
};

/** A span for each message that belongs to a trace, from the event that it tells of to the broker's acknowledgement. */
export const tracedPublishing = async (
  messages: readonly Message[],
  publish: (messages: readonly Message[]) => Promise<void>,
): Promise<void> => {
  const spans = messages.map((message) => begun(`publish ${message.topic}`, SpanKind.PRODUCER, message));
  try {
    await publish(messages.map((message, n) => carrying(message, spans[n])));
    ended(spans);
  } catch (fault) {
    ended(spans, fault);
    throw fault;
  }
};

/**
 * The handling of messages, for each that belongs to a trace a span of it. What the handler itself does stands under the first one's:
 * a span has one parent, and the others are there to be found.
 */
export const tracedHandling = async (
  messages: readonly Message[],
  group: string,
  handle: (messages: readonly Message[]) => Promise<void>,
): Promise<void> => {
  const spans = messages.map((message) => begun(`process ${message.topic}`, SpanKind.CONSUMER, message));
  const first = spans.find((span) => span !== undefined);
  if (!first) return handle(messages);
  for (const span of spans) span?.setAttribute('messaging.consumer.group.name', group);
  try {
    await context.with(trace.setSpan(context.active(), first), () => handle(messages.map((message, n) => carrying(message, spans[n]))));
    ended(spans);
  } catch (fault) {
    ended(spans, fault);
    throw fault;
  }
};
