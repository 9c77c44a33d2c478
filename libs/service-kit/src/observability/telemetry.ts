import { createRequire } from 'node:module';
import type { Logger } from 'pino';

export type Telemetry = { stop(): Promise<void> };

/** What nobody watches, and addresses that hold a secret. */
const isUntold = (url: string): boolean => url.startsWith('/health/') || /^\/[a-z]+\/feeds\//.test(url);

const switches = [
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
  'OTEL_TRACES_EXPORTER',
  'OTEL_METRICS_EXPORTER',
];

/** OpenTelemetry, when its own variables say where to. They say the rest, too; nobody else pays for loading it. */
export const startTelemetry = async (env: Readonly<Record<string, string | undefined>>, log: Logger): Promise<Telemetry | undefined> => {
  if (env['OTEL_SDK_DISABLED'] === 'true' || !switches.some((name) => env[name] && env[name] !== 'none')) return undefined;
  const [{ NodeSDK }, { HttpInstrumentation }, { PgInstrumentation }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/instrumentation-http'),
    import('@opentelemetry/instrumentation-pg'),
  ]);
  const sdk = new NodeSDK({
    serviceName: env['OTEL_SERVICE_NAME'] ?? 'liaison',
    instrumentations: [
      new HttpInstrumentation({ ignoreIncomingRequestHook: ({ url = '' }) => isUntold(url) }),
      new PgInstrumentation({ requireParentSpan: true }),
    ],
  });
  sdk.start();
  // instrumentations act when a module is required; ours were imported long before, and are patched in place
  const require = createRequire(import.meta.url);
  for (const instrumented of ['node:http', 'http', 'pg']) require(instrumented);
  return { stop: () => sdk.shutdown().catch(() => log.warn('telemetry could not be flushed')) };
};
