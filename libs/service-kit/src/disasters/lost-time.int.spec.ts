import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PostgresEventStore, type EventStore, type RecordedEvent } from '@liaison/event-store';
import { messagingMigrations, Relay, type Message, type MessageBus } from '@liaison/messaging';
import { Follower, InMemoryView, type Log } from '@liaison/projections';
import pg from 'pg';
import request from 'supertest';
import { startForTest, type TestSystem } from '../bootstrap/start-for-test.js';
import { store as service } from '../testing/sample-service.js';
import { failover, filesPutBack, type Disaster } from '../testing/disasters.js';

const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const topic = { name: 'test.told.v1', partitions: 2, retentionDays: 1 };
const pauses = { firstMs: 20, maxMs: 100 };

const until = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await holds())) await sleep(20);
};
const everything = async (store: EventStore): Promise<readonly RecordedEvent[]> => {
  const all: RecordedEvent[] = [];
  for await (const batch of store.readAll()) all.push(...batch);
  return all;
};

/** Everything that remembers, outside the service as well as in it. */
const witnesses = async (url: string, { store, pool, schema }: { store: EventStore; pool: pg.Pool; schema: string }) => {
  const outside = new pg.Pool({ connectionString: url, max: 4, options: '-c search_path=outside' });
  outside.on('error', () => undefined);
  await outside.query('create schema outside');
  for (const { sql } of messagingMigrations) await outside.query(sql);
  const [published, handled]: [Message[], RecordedEvent[]] = [[], []];
  const bus: MessageBus = {
    publish: async (messages) => void published.push(...messages),
    ensureTopics: async () => undefined,
    consume: async () => undefined,
    health: async () => ({ ok: true }),
    lag: async () => [],
    close: async () => undefined,
  };
  const relay = new Relay({
    ...{ service: 'store', store, bus, pool: outside, schema: 'outside', topics: [topic], log, leaseMs: 500, pauses },
    published: ({ id, stream }) => [{ type: 'told.v1', topic: topic.name, key: stream, data: { id } }],
  });
  const follower = new Follower({
    ...{ store, pool, schema, name: 'witness', categories: ['store.shelf'], log, leaseMs: 500, pauses },
    handle: async (event) => void handled.push(event),
  });
  const view = new InMemoryView<readonly string[]>({
    ...{ store, categories: ['store.shelf'], initial: [], pauses },
    evolve: (ids, { id }) => [...ids, id],
  });
  await Promise.all([relay.start(), follower.start(), view.start()]);
  const stop = async () => {
    await Promise.all([relay.stop(), follower.stop(), view.stop()]);
    await outside.end();
  };
  return { published, handled, view, stop };
};

describe.each([
  ['After a failover to a replica that lagged', failover],
  ['After the files of an earlier moment were put back', filesPutBack],
])('%s', (_, open) => {
  let disaster: Disaster;
  let system: TestSystem;
  let seen: Awaited<ReturnType<typeof witnesses>>;
  let clerk: string;
  let lostToken: string;
  let lostIncarnation: string;
  let lostIds: readonly string[];
  let afterwards: readonly request.Response[];
  const runtime = () => {
    const found = system.runtimes['store'];
    if (!found) throw new Error('the service does not run');
    return found;
  };
  const put = (shelf: string, boxes: number) =>
    request(system.url)
      .put(`/store/shelves/${shelf}`)
      .set({ authorization: `Bearer ${clerk}`, 'idempotency-key': randomUUID() })
      .send({ boxes });
  const get = (path: string) => request(system.url).get(path).set('authorization', `Bearer ${clerk}`);
  const allHaveSeen = async () => {
    const ids = (await everything(runtime().store)).map(({ id }) => id);
    await until(() => ids.every((id) => seen.published.some(({ data }) => (data as { id: string }).id === id)));
    await until(() => ids.every((id) => seen.handled.some((event) => event.id === id)));
    await until(() => ids.every((id) => seen.view.current().includes(id)));
    return ids;
  };

  beforeAll(async () => {
    disaster = await open();
    system = await startForTest([service], { databaseUrl: disaster.url });
    clerk = await system.token('clerk');
    seen = await witnesses(disaster.url, runtime());
    await put('a', 4);
    const kept = await allHaveSeen();
    await disaster.lastSaved();

    await put('a', 3);
    await put('lost', 1);
    lostToken = String((await put('a', 2)).headers['liaison-position']);
    lostIds = (await allHaveSeen()).filter((id) => !kept.includes(id));
    lostIncarnation = await runtime().store.incarnation();
    expect((await get(`/store/shelves?notOlderThan=${lostToken}`)).status).toBe(200);

    const { url, letIn } = await disaster.strike();
    // others are quicker, and write the same revisions and more positions before this process looks up
    const other = new PostgresEventStore({ connectionString: url, schema: 'store' });
    const box = (shelfId: string) => ({
      id: randomUUID(),
      type: 'BoxPut',
      data: { shelfId, boxes: 1 },
      metadata: { commandId: randomUUID(), by: 'other' },
    });
    await other.append('store.shelf-a', 0, [box('a')]);
    await other.append('store.shelf-a', 1, [box('a')]);
    for (const shelf of ['b', 'c', 'd']) await other.append(`store.shelf-${shelf}`, 'no-stream', [box(shelf)]);
    await other.close();
    letIn();
    afterwards = [await put('a', 4), await put('a', 1), await put('lost', 8)];
  }, 90_000);
  afterAll(async () => {
    await seen?.stop();
    await system?.stop();
    await disaster?.dispose();
  });

  it('the store is another incarnation', async () => expect(await runtime().store.incarnation()).not.toBe(lostIncarnation));

  it('commands are decided on what is there, not on what was lost', async () => {
    expect(afterwards.map(({ status, body }) => [status, body.revision ?? body.errors?.[0]?.room])).toEqual([
      [200, 3],
      [409, 0],
      [200, 0],
    ]);
    expect((await get('/store/shelves/a')).body).toMatchObject({ boxes: 10, revision: 3 });
  });

  it('a position of the lost time is refused, and one of now is taken', async () => {
    const { status, body } = await get(`/store/shelves?notOlderThan=${lostToken}`);
    expect([status, body.type]).toEqual([409, 'urn:liaison:problem:other-incarnation']);
    const token = String(afterwards[2]?.headers['liaison-position']);
    await until(async () => (await get(`/store/shelves?notOlderThan=${token}`)).status === 200);
  });

  it('read models show what is there and nothing else', async () => {
    const token = String(afterwards[2]?.headers['liaison-position']);
    const shelves = async () => (await get(`/store/shelves?notOlderThan=${token}`)).body.shelves as { shelfId: string; revision: number }[];
    const expected = { a: 3, b: 0, c: 0, d: 0, lost: 0 };
    await until(async () => (await shelves())?.length === 5);
    expect(Object.fromEntries((await shelves()).map(({ shelfId, revision }) => [shelfId, revision]))).toEqual(expected);
    const there = (await everything(runtime().store)).map(({ id }) => id);
    await until(async () => (await seen.view.fresh()).length === there.length);
    expect(await seen.view.fresh()).toEqual(there);
  });

  it('a follower has every event that is there, in order, from the beginning', async () => {
    const there = await allHaveSeen();
    expect(there).toHaveLength(8);
    expect(there.some((id) => lostIds.includes(id))).toBe(false);
    await until(() => seen.handled.length >= 4 + there.length);
    expect(seen.handled.slice(-there.length).map(({ id }) => id)).toEqual(there);
  });

  it('messages say of which time they are', async () => {
    const incarnation = await runtime().store.incarnation();
    const there = await allHaveSeen();
    const idsOf = (of: string) => seen.published.filter((each) => each.incarnation === of).map(({ data }) => (data as { id: string }).id);
    await until(() => there.every((id) => idsOf(incarnation).includes(id)));
    expect(idsOf(incarnation)).toEqual(there);
    expect(idsOf(lostIncarnation).toSorted()).toEqual([there[0], ...lostIds].toSorted());
  });
});
