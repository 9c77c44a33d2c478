import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { freshDatabase, kafkaBrokers, kafkaIsThere, type TestDatabase } from '@liaison/testing';
import pg from 'pg';
import { liaison } from './cli/testing/command-line.js';
import { client, type Client } from './e2e/client.js';
import { buildClinic, freeTimes, visit } from './e2e/clinic.js';
import { startIssuer, type Issuer } from './e2e/issuer.js';
import { startOtlpReceiver } from './e2e/otlp-receiver.js';
import { startSystem, type System } from './e2e/system.js';
import { temporaryFolder } from './e2e/temporary-folder.js';
import { traceOf } from './e2e/trace-of.js';

const appointments = 'scheduling.appointments.v1';
const parentId = '00f067aa0ba902b7';

const overKafka = () => {
  const home = temporaryFolder();
  let [database, issuer]: [TestDatabase | undefined, Issuer | undefined] = [undefined, undefined];
  let collector: Awaited<ReturnType<typeof startOtlpReceiver>>;
  let scheduling: System;
  let billing: System;
  let clerk: Client;
  let biller: Client;
  let env: (service: string) => Record<string, string>;

  beforeAll(async () => {
    [database, issuer, collector] = await Promise.all([freshDatabase(), startIssuer(), startOtlpReceiver()]);
    const messaging = { MESSAGING: 'kafka', KAFKA_BROKERS: await kafkaBrokers() };
    const otlp = {
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
      ...{ OTEL_METRICS_EXPORTER: 'none', OTEL_BSP_SCHEDULE_DELAY: '100' },
    };
    const common = { ...issuer.env, ...messaging, ...otlp, DATABASE_URL: database.url, LIAISON_HOME: home };
    env = (service) => ({ ...common, OTEL_SERVICE_NAME: service });
    [scheduling, billing] = await Promise.all([startSystem(env('scheduling'), 'scheduling'), startSystem(env('billing'), 'billing')]);
    await buildClinic(client(scheduling.url, await issuer.token('coordinator')));
    clerk = client(scheduling.url, await issuer.token('clerk'));
    biller = client(billing.url, await issuer.token('biller'));
  }, 180_000);
  afterAll(async () => {
    await Promise.all([scheduling?.stop(), billing?.stop()]);
    await Promise.all([issuer?.stop(), collector?.stop(), database?.drop()]);
    rmSync(home, { recursive: true, force: true });
  }, 60_000);

  const book = async (n: number, as = clerk): Promise<string> => {
    const appointmentId = randomUUID();
    const time = (await freeTimes(clerk, 'pinning'))[n];
    const { status } = await as.put(`/scheduling/appointments/${appointmentId}`, visit('pinning', time?.start ?? ''));
    expect(status).toBe(201);
    return appointmentId;
  };
  const caseOf = async (appointmentId: string): Promise<Record<string, unknown>> => {
    for (;;) {
      const { status, body } = await biller.get(`/billing/verification-cases/${appointmentId}`);
      if (status === 200) return body;
    }
  };

  it('opens a verification case in one process for a booking in the other', async () => {
    const appointmentId = await book(0);
    expect(await caseOf(appointmentId)).toMatchObject({ appointmentId, status: 'open' });
  }, 60_000);

  it('can be followed from the HTTP request in one process through the broker to the row in the other, span by span', async () => {
    const traceId = randomUUID().replaceAll('-', '');
    const traceparent = `00-${traceId}-${parentId}-01`;
    const appointmentId = await book(0, client(scheduling.url, (await issuer?.token('clerk')) ?? '', { traceparent }));
    await caseOf(appointmentId);
    const { request, stored, sent, received, written } = await traceOf(collector, traceId);
    expect(request).toMatchObject({ service: 'scheduling', name: 'PUT', parentSpanId: parentId });
    expect(stored).toMatchObject({ service: 'scheduling', parentSpanId: request.spanId });
    expect(sent).toMatchObject({ service: 'scheduling', name: `publish ${appointments}`, parentSpanId: request.spanId });
    expect(received).toMatchObject({ service: 'billing', name: `process ${appointments}`, parentSpanId: sent.spanId });
    expect(written).toMatchObject({ service: 'billing', parentSpanId: received.spanId });
    const reading = new pg.Client({ connectionString: database?.url ?? '' });
    await reading.connect();
    const { rows } = await reading.query<{ trace: string }>(
      `select distinct metadata->>'traceparent' as trace from billing.events where data->>'appointmentId' = $1`,
      [appointmentId],
    );
    await reading.end();
    expect(rows).toEqual([{ trace: `00-${traceId}-${received.spanId}-01` }]);
  }, 60_000);

  it('loses no booking that was made while billing was dead', async () => {
    await billing.kill9();
    const appointmentId = await book(0);
    billing = await startSystem(env('billing'), 'billing');
    biller = client(billing.url, (await issuer?.token('biller')) ?? '');
    expect(await caseOf(appointmentId)).toMatchObject({ appointmentId, status: 'open' });
  }, 90_000);

  it('shows operators that nothing is parked', async () => {
    const LIAISON_TOKEN = (await issuer?.token('operator')) ?? '';
    const { exitCode, json } = await liaison(billing.url, ['parked', 'list', '--service', 'billing', '--json'], { env: { LIAISON_TOKEN } });
    expect({ exitCode, json }).toEqual({ exitCode: 0, json: { ok: true, parked: [] } });
  });
};

if (kafkaIsThere()) describe('Two services as two processes, with Kafka between them', overKafka);
else
  describe.skip('Two services with Kafka between them (skipped: no KAFKA_BROKERS, and no Java and Maven to run one)', () => {
    it('work together', () => expect(kafkaIsThere()).toBe(true));
  });
