import { randomUUID } from 'node:crypto';
import { PostgresEventStore, type NewEvent } from '@liaison/event-store';
import { keptPrivate, publishes, type Published } from '../published.js';
import { CollectingBus } from '../testing/collecting-bus.js';
import { testingDatabase, type TestingDatabase } from '../testing/database.js';
import { until } from '../testing/until.js';
import { Relay, type RelayOptions } from './relay.js';

type Private = { type: 'Opened'; data: { n: number } } | { type: 'Split'; data: { n: number } } | { type: 'Noted'; data: object };
const topic = { name: 'test.cases.v1', partitions: 3, retentionDays: 1 };
const told = (n: number, part = '') => ({ type: 'told.v1', topic: topic.name, key: `key-${n % 5}`, data: { n, part } });
const published = publishes<Private>({
  Opened: ({ n }) => told(n),
  Split: ({ n }) => [told(n, 'first'), told(n, 'second')],
  Noted: keptPrivate,
});

let database: TestingDatabase;
let store: PostgresEventStore;
let bus: CollectingBus;
const running: Relay[] = [];

beforeEach(async () => {
  database = await testingDatabase();
  store = new PostgresEventStore({ pool: database.service, schema: database.schema });
  bus = new CollectingBus();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((relay) => relay.stop()));
  await store.close();
  await database.close();
});

const record = async (type: string, data: object, metadata: Partial<NewEvent['metadata']> = {}): Promise<number> => {
  const event = { id: randomUUID(), type, data, metadata: { commandId: randomUUID(), by: 'test', ...metadata } };
  return (await store.append(`test.case-${randomUUID()}`, 'no-stream', [event])).position;
};
const run = async (options: Partial<RelayOptions> = {}): Promise<Relay> => {
  const { service: pool, schema, log } = database;
  const pauses = { firstMs: 5, maxMs: 20 };
  const relay = new Relay({ service: 'test', store, bus, pool, schema, published, topics: [topic], log, leaseMs: 600, pauses, ...options });
  running.push(relay);
  await relay.start();
  return relay;
};
const relayed = (relay: Relay, position: number) => until(async () => (await relay.status()).position >= position);
const toldNumbers = () => bus.published.map(({ data }) => (data as { n: number }).n);

describe('A relay', () => {
  it('publishes what was promised, in the order of the store, and nothing private', async () => {
    const relay = await run();
    await record('Opened', { n: 1 }, { traceparent: '00-1-2-01' });
    await record('Noted', { secret: true });
    const position = await record('Split', { n: 2 });
    await relayed(relay, position);
    expect(bus.published).toMatchObject([
      { source: '/liaison/test', type: 'told.v1', position: 1, index: 0, data: { n: 1 }, key: 'key-1', traceparent: '00-1-2-01' },
      { position: 3, index: 0, data: { n: 2, part: 'first' }, key: 'key-2' },
      { position: 3, index: 1, data: { n: 2, part: 'second' }, key: 'key-2' },
    ]);
    expect(new Set(bus.published.map(({ id }) => id)).size).toBe(3);
    expect(await relay.status()).toEqual({ state: 'relaying', position: 3, head: 3, lag: 0, epoch: 1 });
  });

  it('gives one key one partition', async () => {
    const relay = await run();
    for (const n of [0, 5, 10, 15]) await record('Opened', { n });
    await relayed(relay, 4);
    expect(new Set(bus.published.map(({ partition }) => partition)).size).toBe(1);
  });

  it('moves its checkpoint after the broker has acknowledged, and tries again until it does', async () => {
    bus.failures = Infinity;
    const relay = await run();
    await record('Opened', { n: 1 });
    await until(async () => (await relay.status()).state === 'retrying');
    expect(await relay.status()).toMatchObject({ position: 0, lag: 1, code: 'broker-down' });
    bus.failures = 0;
    await relayed(relay, await record('Opened', { n: 2 }));
    expect(toldNumbers()).toEqual([1, 2]);
    expect(await relay.status()).toMatchObject({ state: 'relaying', lag: 0 });
  });

  it('repeats a message under the same id', async () => {
    const first = await run();
    await relayed(first, await record('Split', { n: 1 }));
    await first.stop();
    await database.service.query('update relay_checkpoint set position = 0');
    const second = await run();
    await relayed(second, 1);
    const ids = bus.published.map(({ id }) => id);
    expect(ids.slice(2)).toEqual(ids.slice(0, 2));
  });

  it('goes on where the one before it stopped, at once', async () => {
    const first = await run({ leaseMs: 60_000 });
    await relayed(first, await record('Opened', { n: 1 }));
    await first.stop();
    const second = await run({ leaseMs: 60_000 });
    await relayed(second, await record('Opened', { n: 2 }));
    expect(toldNumbers()).toEqual([1, 2]);
    expect((await second.status()).epoch).toBe(2);
  });

  it('that was overtaken relays again when the checkpoint is its own once more', async () => {
    const relay = await run();
    await relayed(relay, await record('Opened', { n: 1 }));
    await database.service.query('update relay_checkpoint set epoch = 99');
    await record('Opened', { n: 2 });
    await record('Opened', { n: 3 });
    await until(async () => (await relay.status()).code === 'epoch-passed');
    await database.service.query('update relay_checkpoint set epoch = 1');
    await relayed(relay, await record('Opened', { n: 4 }));
    expect([...new Set(toldNumbers())]).toEqual([1, 2, 3, 4]);
  });

  it('that is late repeats at most: first occurrences stay in order and nothing is missing', async () => {
    const [first, second] = [await run(), await run()];
    const expected = Array.from({ length: 120 }, (_, n) => n + 1);
    for (const n of expected) {
      await record('Opened', { n });
      // as if the holder had been silent for too long, and did not know it yet
      if (n % 40 === 0) await database.service.query(`update relay_leases set expires_at = now() - interval '1 second'`);
    }
    await until(() => new Set(toldNumbers()).size === expected.length);
    expect([...new Set(toldNumbers())]).toEqual(expected);
    await until(async () => (await first.status()).position === 120);
    expect((await second.status()).epoch).toBeGreaterThan(1);
  });

  it.each<[string, Published]>([
    ['that nobody has decided about', (event) => (event.type === 'Renamed' ? 'unmapped' : published(event))],
    [
      'for a topic that the service does not own',
      (event) => (event.type === 'Renamed' ? [{ ...told(0), topic: 'test.nobody.v1' }] : published(event)),
    ],
    [
      'on which the mapping throws',
      (event) => (event.type === 'Renamed' ? [told(JSON.parse('not fit for a log') as number)] : published(event)),
    ],
  ])('stops with an alarm at an event %s, and skips nothing', async (_, map) => {
    const relay = await run({ published: map });
    await record('Opened', { n: 1 });
    await record('Renamed', { name: 'not fit for a log' });
    await record('Opened', { n: 3 });
    await until(async () => (await relay.status()).state === 'stopped');
    expect(await relay.status()).toMatchObject({ position: 1, lag: 2, code: expect.any(String) });
    expect(toldNumbers()).toEqual([1]);
    expect(database.errors).not.toEqual([]);
    expect(JSON.stringify(database.errors)).not.toContain('not fit for a log');
    await relay.stop();
    const mended = await run({ published: (event) => (event.type === 'Renamed' ? [] : published(event)) });
    await relayed(mended, 3);
    expect(toldNumbers()).toEqual([1, 3]);
  });
});
