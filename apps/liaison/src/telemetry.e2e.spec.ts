import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { freshDatabase, type TestDatabase } from '@liaison/testing';
import pg from 'pg';
import { client, type Client } from './e2e/client.js';
import { buildClinic, freeTimes, visit } from './e2e/clinic.js';
import { startIssuer, type Issuer } from './e2e/issuer.js';
import { startOtlpReceiver, type Span } from './e2e/otlp-receiver.js';
import { startSystem, type System } from './e2e/system.js';
import { temporaryFolder } from './e2e/temporary-folder.js';
import { traceOf, until } from './e2e/trace-of.js';

const appointments = 'scheduling.appointments.v1';

describe('Telemetry that the standard variables switch on', () => {
  const home = temporaryFolder();
  let [database, issuer]: [TestDatabase | undefined, Issuer | undefined] = [undefined, undefined];
  let collector: Awaited<ReturnType<typeof startOtlpReceiver>>;
  let system: System;
  let [clerk, biller]: [Client, Client] = [undefined as never, undefined as never];

  beforeAll(async () => {
    [database, issuer, collector] = await Promise.all([freshDatabase(), startIssuer(), startOtlpReceiver()]);
    const otlp = {
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', OTEL_METRICS_EXPORTER: 'otlp' },
      ...{ OTEL_BSP_SCHEDULE_DELAY: '100', OTEL_METRIC_EXPORT_INTERVAL: '300', OTEL_METRIC_EXPORT_TIMEOUT: '250' },
    };
    system = await startSystem({ ...issuer.env, ...otlp, DATABASE_URL: database.url, LIAISON_HOME: home });
    await buildClinic(client(system.url, await issuer.token('coordinator')));
    clerk = client(system.url, await issuer.token('clerk'));
    biller = client(system.url, await issuer.token('biller'));
  }, 180_000);
  afterAll(async () => {
    await system?.stop();
    await Promise.all([issuer?.stop(), collector?.stop(), database?.drop()]);
    rmSync(home, { recursive: true, force: true });
  }, 60_000);

  const spanOf = (wanted: (span: Span) => boolean) => until(() => collector.spans.find(wanted));

  it('follows a booking from its HTTP request through the broker to the row in billing, span by span', async () => {
    const appointmentId = randomUUID();
    const start = (await freeTimes(clerk, 'pinning'))[0]?.start ?? '';
    const traceId = randomUUID().replaceAll('-', '');
    const traced = client(system.url, (await issuer?.token('clerk')) ?? '', { traceparent: `00-${traceId}-00f067aa0ba902b7-01` });
    const booking = visit('pinning', start);
    expect((await traced.put(`/scheduling/appointments/${appointmentId}`, booking)).status).toBe(201);
    await until(async () => ((await biller.get(`/billing/verification-cases/${appointmentId}`)).status === 200 ? true : undefined));

    const { request, sent, received } = await traceOf(collector, traceId);
    expect(request).toMatchObject({ name: 'PUT', parentSpanId: '00f067aa0ba902b7' });
    expect(sent).toMatchObject({ name: `publish ${appointments}`, parentSpanId: request.spanId });
    expect(received).toMatchObject({ name: `process ${appointments}`, parentSpanId: sent.spanId });
    expect(JSON.stringify(collector.spans)).not.toContain(booking.patientId);
  }, 60_000);

  it('measures how far read models, relay and consumers are behind: not at all, once everything is done', async () => {
    const gauge = (name: string) => [...collector.gauges].filter(([key]) => key.startsWith(`${name}{`));
    for (const name of ['liaison.projection.lag', 'liaison.relay.lag', 'liaison.consumer.lag']) {
      const values = await until(() => (gauge(name).length > 0 && gauge(name).every(([, value]) => value === 0) ? gauge(name) : undefined));
      expect(values.map(([, value]) => value)).toEqual(values.map(() => 0));
    }
    expect(gauge('liaison.projection.lag').map(([key]) => key)).toContainEqual(expect.stringContaining('projection=appointments'));
    expect(gauge('liaison.consumer.lag').map(([key]) => key)).toContainEqual(expect.stringContaining(`topic=${appointments}`));
  }, 60_000);

  it('says how far a read model is behind that somebody holds back, until it is let go', async () => {
    const lagOf = () => [...collector.gauges].find(([key]) => /^liaison\.projection\.lag\{.*projection=day-board\b/.test(key))?.[1];
    const holding = new pg.Client({ connectionString: database?.url ?? '' });
    await holding.connect();
    try {
      await holding.query('begin');
      const { rows } = await holding.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables where tablename like 'day_board\\_\\_%'`,
      );
      expect(rows).not.toEqual([]);
      for (const { name } of rows) await holding.query(`lock table ${name} in access exclusive mode`);
      const start = (await freeTimes(clerk, 'pinning'))[0]?.start ?? '';
      expect((await clerk.put(`/scheduling/appointments/${randomUUID()}`, visit('pinning', start))).status).toBe(201);
      expect(await until(() => (lagOf() ? lagOf() : undefined))).toBeGreaterThan(0);
    } finally {
      await holding.query('rollback');
      await holding.end();
    }
    expect(await until(() => (lagOf() === 0 ? 0 : undefined))).toBe(0);
  }, 60_000);

  it('tells nobody the address of a calendar feed, which is all that it takes to read it', async () => {
    const coordinator = client(system.url, (await issuer?.token('coordinator')) ?? '');
    const { body } = await coordinator.get<{ resources: readonly { resourceId: string }[] }>('/scheduling/resources');
    const issued = await coordinator.put<{ path: string }>(
      `/scheduling/resources/${body.resources[0]?.resourceId}/calendar-feeds/phone`,
      {},
    );
    const { path } = issued.body;
    expect([issued.status, path]).toEqual([200, expect.stringContaining('/scheduling/feeds/')]);
    const token = path.split('/').at(-2) ?? '';
    expect((await fetch(`${system.url}${path}`)).status).toBe(200);
    const afterwards = randomUUID().replaceAll('-', '');
    await client(system.url, (await issuer?.token('clerk')) ?? '', { traceparent: `00-${afterwards}-00f067aa0ba902b7-01` }).get(
      '/scheduling/sites',
    );
    await spanOf(({ traceId }) => traceId === afterwards); // spans leave in the order in which they end
    expect(JSON.stringify(collector.spans)).not.toContain(token);
    expect(system.output()).not.toContain(token);
  }, 60_000);
});
