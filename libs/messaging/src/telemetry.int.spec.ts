import { randomUUID } from 'node:crypto';
import { SpanKind } from '@opentelemetry/api';
import { PostgresEventStore } from '@liaison/event-store';
import { kafkaIsThere } from '@liaison/testing';
import { publishes } from './published.js';
import { Relay } from './relay/relay.js';
import { consumingOn } from './testing/consuming-on.js';
import { embeddedCorner } from './testing/embedded-corner.js';
import { kafkaCorner } from './testing/kafka-corner.js';
import type { Broker } from './testing/message-bus.suite.js';
import { telemetryInMemory } from './testing/telemetry.js';
import { until } from './testing/until.js';

const traceparentOf = ({ traceId, spanId }: { traceId: string; spanId: string }): string => `00-${traceId}-${spanId}-01`;

const describeTelemetry = (name: string, open: () => Promise<Broker>): void => {
  let telemetry: ReturnType<typeof telemetryInMemory>;
  beforeAll(() => (telemetry = telemetryInMemory()));
  afterAll(() => telemetry.end());
  const { run, acting, service, database, broker, topic, group, publish, told } = consumingOn(open);

  it(`follows a command through append, relay, ${name} and consumer to the row, span by span, and measures the way`, async () => {
    const { service: pool, schema, log } = database();
    service().does = async ({ n }) => {
      if (n < 0) throw new RangeError('less than nothing');
    };
    const store = new PostgresEventStore({ pool, schema });
    const published = publishes<{ type: 'Told'; data: { n: number } }>({ Told: ({ n }) => service().kept.with('key', { n }) });
    const bus = broker().member();
    const relay = new Relay({ service: 'test', store, bus, pool, schema, published, topics: [topic()], log });
    await run({ bus });
    await relay.start();

    const request = telemetry.tracer.startSpan('PUT /cases/{id}', { kind: SpanKind.SERVER });
    const metadata = { commandId: randomUUID(), by: 'test', traceparent: traceparentOf(request.spanContext()) };
    await store.append('test.case-1', 'any', [{ id: randomUUID(), type: 'Told', data: { n: 1 }, metadata }]);
    request.end();
    await acting(1);
    await until(() => telemetry.spans().length === 3);

    const [sent, received] = [SpanKind.PRODUCER, SpanKind.CONSUMER].map((kind) => telemetry.spans().find((span) => span.kind === kind));
    expect(sent).toMatchObject({
      name: `publish ${topic().name}`,
      parentSpanContext: { spanId: request.spanContext().spanId },
      attributes: { 'messaging.destination.name': topic().name, 'liaison.event.position': 1 },
    });
    expect(received).toMatchObject({
      name: `process ${topic().name}`,
      parentSpanContext: { spanId: sent?.spanContext().spanId },
      attributes: { 'messaging.consumer.group.name': group() },
    });
    expect(new Set(telemetry.spans().map((span) => span.spanContext().traceId)).size).toBe(1);
    // a span of its handler ends before the transaction does
    const kept = async () => (await pool.query<object>('select n, traceparent from kept')).rows;
    await until(async () => (await kept()).length > 0);
    expect(await kept()).toEqual([{ n: 1, traceparent: received && traceparentOf(received.spanContext()) }]);

    await publish(told(5, { data: { n: -1 }, key: 'other', source: '/liaison/other' }));
    await until(async () => (await telemetry.measured())[`liaison.parked.keys{group=${group()}}`] === 1);
    await until(async () => (await telemetry.measured())['liaison.relay.lag{service=test}'] === 0);
    const consumerLag = `liaison.consumer.lag{group=${group()},topic=${topic().name},partition=0}`;
    await until(async () => (await telemetry.measured())[consumerLag] === 0);
    let go = () => {};
    const may = new Promise<void>((resolve) => (go = resolve));
    service().does = () => may;
    await publish(...[6, 7, 8].map((n) => told(n, { key: 'third', source: '/liaison/other' })));
    await until(async () => [2, 3].includes((await telemetry.measured())[consumerLag] ?? 0)); // an adapter may fetch one by one
    go();
    await until(async () => (await telemetry.measured())[consumerLag] === 0);
    const tea = { ...told(9), type: 'org.liaison.other.tea-served.v1', key: 'fourth', source: '/liaison/other' };
    await publish(tea);
    const skipped = `liaison.consumer.messages{group=${group()},outcome=skipped,type=${tea.type}}`;
    await until(async () => (await telemetry.measured())[skipped] === 1);
    const measured = await telemetry.measured();
    for (const [outcome, count] of [
      ['handled', 4],
      ['parked', 1],
    ] as const)
      expect([outcome, measured[`liaison.consumer.messages{group=${group()},outcome=${outcome}}`]]).toEqual([outcome, count]);
    expect(measured['liaison.event_store.append_batch{schema=test}']).toBe(1);
    await relay.stop();
    await store.close();
  });
};

describe('Telemetry', () => describeTelemetry('the embedded bus', embeddedCorner));
if (kafkaIsThere()) describe('Telemetry over a broker', () => describeTelemetry('Kafka', () => kafkaCorner()));
