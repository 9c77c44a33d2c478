import { context, metrics as api, propagation, trace } from '@opentelemetry/api';
import { contextBase, metrics, node, tracing } from '@opentelemetry/sdk-node';

/** Spans and metrics of this process, in memory. One at a time: OpenTelemetry is one per process. */
export const telemetryInMemory = () => {
  const spans = new tracing.InMemorySpanExporter();
  const tracers = new node.NodeTracerProvider({ spanProcessors: [new tracing.SimpleSpanProcessor(spans)] });
  tracers.register();
  const points = new metrics.InMemoryMetricExporter(metrics.AggregationTemporality.CUMULATIVE);
  const reader = new metrics.PeriodicExportingMetricReader({ exporter: points, exportIntervalMillis: 3_600_000 });
  const meters = new metrics.MeterProvider({ readers: [reader] });
  api.setGlobalMeterProvider(meters);
  return {
    spans: () => spans.getFinishedSpans(),
    tracer: tracers.getTracer('test'),
    within: contextBase.context,
    /** The last value of every gauge and the count of every histogram, by name and attributes. */
    measured: async (): Promise<Readonly<Record<string, number>>> => {
      await reader.forceFlush();
      const [last] = points.getMetrics().slice(-1);
      return Object.fromEntries(
        (last?.scopeMetrics ?? []).flatMap(({ metrics: all }) =>
          all.flatMap(({ descriptor, dataPoints }) =>
            dataPoints.map(({ attributes, value }) => {
              const labels = Object.entries(attributes).map(([name, label]) => `${name}=${String(label)}`);
              return [`${descriptor.name}{${labels.join()}}`, typeof value === 'number' ? value : (value as { count: number }).count];
            }),
          ),
        ),
      );
    },
    end: async () => {
      await Promise.all([tracers.shutdown(), meters.shutdown()]);
      for (const each of [trace, context, propagation, api]) each.disable();
    },
  };
};
