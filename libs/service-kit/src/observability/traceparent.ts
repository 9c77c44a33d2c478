import { isSpanContextValid, trace } from '@opentelemetry/api';

const pattern = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** W3C Trace Context of the span at work, else as the caller sent it. A malformed header counts as none. */
export const traceparentOf = (header: string | string[] | undefined): string | undefined => {
  const span = trace.getActiveSpan()?.spanContext();
  if (span && isSpanContextValid(span)) return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
  return typeof header === 'string' && pattern.test(header) ? header : undefined;
};

export const traceIdOf = (traceparent: string | undefined): string | undefined => traceparent?.split('-')[1];
