import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type KeyValue = { readonly key: string; readonly value: { readonly stringValue?: string; readonly intValue?: string | number } };
export type Span = {
  /** What the process calls itself: service.name of its resource. */
  readonly service: string;
  readonly name: string;
  /** 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly KeyValue[];
};
type Point = { readonly attributes?: readonly KeyValue[]; readonly asInt?: string | number; readonly asDouble?: number };
type Body = {
  readonly resourceSpans?: readonly {
    readonly resource?: { readonly attributes?: readonly KeyValue[] };
    readonly scopeSpans: readonly { readonly spans: readonly Omit<Span, 'service'>[] }[];
  }[];
  readonly resourceMetrics?: readonly {
    readonly scopeMetrics: readonly {
      readonly metrics: readonly { readonly name: string; readonly gauge?: { readonly dataPoints: readonly Point[] } }[];
    }[];
  }[];
};

/** Takes traces and metrics as a collector does: OTLP over HTTP, as JSON. */
export const startOtlpReceiver = async () => {
  const spans: Span[] = [];
  const gauges = new Map<string, number>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { resourceSpans = [], resourceMetrics = [] } = JSON.parse(Buffer.concat(chunks).toString()) as Body;
      for (const { resource, scopeSpans } of resourceSpans) {
        const service = resource?.attributes?.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
        spans.push(...scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service }))));
      }
      for (const { name, gauge } of resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics)))
        for (const { attributes = [], asInt, asDouble } of gauge?.dataPoints ?? [])
          gauges.set(`${name}{${attributes.map(labelled).join()}}`, Number(asInt ?? asDouble));
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    /** The last value of each, by name and attributes. */
    gauges,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

const labelled = ({ key, value }: KeyValue): string => `${key}=${value.stringValue ?? value.intValue ?? ''}`;
