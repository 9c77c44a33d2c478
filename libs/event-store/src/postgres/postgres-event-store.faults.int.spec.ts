import { OtherIncarnation, OtherSchemaVersion, StoreClosed, StoreNotMigrated, StoreUnavailable } from '../errors.js';
import { event, events, freshStream, outcomes, readEverything, readStream, until } from '../testing/events.js';
import { postgresFixture, type PostgresFixture } from '../testing/postgres-fixture.js';
import { reader } from '../testing/reader.js';
import type { Store } from '../testing/stage.js';
import { PostgresEventStore } from './postgres-event-store.js';

describe('An event store on PostgreSQL', () => {
  let fixture: PostgresFixture;
  beforeAll(async () => {
    fixture = await postgresFixture();
  });
  afterAll(() => fixture?.dispose());

  /** Why each thing that a store can be asked for is refused. */
  const refusals = async (store: Store): Promise<readonly unknown[]> => {
    const first = async () => {
      for await (const batch of store.subscribe({ after: 0, signal: new AbortController().signal })) return batch;
      throw new StoreClosed(); // a subscription ends with its store, and never begins
    };
    const { fulfilled, rejected } = await outcomes<unknown>([
      store.append(freshStream(), 'no-stream', events(1)),
      store.settle({ commandId: event().id, fingerprint: '', answer: { accepted: false, refusals: [] } }),
      store.find(event().id),
      readStream(store, freshStream()),
      readEverything(store),
      store.head(),
      store.incarnation(),
      first(),
    ]);
    expect(fulfilled).toEqual([]);
    return rejected;
  };

  it('of another schema version is neither read nor written, and says which it is', async () => {
    await fixture.query('update store set schema_version = 99');
    try {
      const store = fixture.store();
      for (const refused of await refusals(store)) {
        expect(refused).toBeInstanceOf(OtherSchemaVersion);
        expect(refused).toMatchObject({ code: 'other-schema-version', expected: 1, actual: 99 });
      }
    } finally {
      await fixture.query('update store set schema_version = 1');
    }
    expect(await fixture.store().append(freshStream(), 'no-stream', events(1))).toMatchObject({ revision: 0 });
  });

  it('without tables says so', async () => {
    await fixture.query('create schema if not exists nothing');
    const store = new PostgresEventStore({ connectionString: fixture.url, schema: 'nothing' });
    for (const refused of await refusals(store)) expect(refused).toBeInstanceOf(StoreNotMigrated);
    await store.close();
  });

  it('that was closed says so, whatever it is asked', async () => {
    const store = fixture.store();
    await store.append(freshStream(), 'no-stream', events(1));
    await store.close();
    for (const refused of await refusals(store)) expect(refused).toBeInstanceOf(StoreClosed);
  });

  it('that has never been reached refuses an append after its wait, and does not lose the next ones', async () => {
    const store = new PostgresEventStore({ connectionString: 'postgres://nobody@127.0.0.1:1/none', schema: 'suite', longestWaitMs: 50 });
    const appending = store.append(freshStream(), 'no-stream', events(1));
    await expect(appending).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(appending).rejects.toMatchObject({ code: 'store-unavailable' });
    await store.close();
  });

  it('does not take an append for another context', async () => {
    const store = fixture.store();
    await expect(store.append('other.room-1', 'any', events(1))).rejects.toMatchObject({
      code: 'invalid-stream-name',
      stream: 'other.room-1',
    });
  });

  it('gives a reader that begins behind the head nothing but what is new', async () => {
    const store = fixture.store();
    const following = reader(store, { after: await store.head() });
    const { position } = await store.append(freshStream(), 'no-stream', events(1));
    await until(() => following.upTo() === position);
    await following.stop();
    expect(following.seen).toHaveLength(1);
  });

  it('is another incarnation where its tables are others, though a dump brought everything that stands in them', async () => {
    const store = fixture.store();
    await fixture.query('create schema restored');
    for (const table of ['events', 'commands', 'store']) await fixture.query(`create table restored.${table} as select * from ${table}`);
    const restored = new PostgresEventStore({ connectionString: fixture.url, schema: 'restored' });
    const [here, there] = [await store.incarnation(), await restored.incarnation()];
    expect(here.split('.')[0]).toBe(there.split('.')[0]);
    expect(here).not.toBe(there);
    await restored.close();
  });

  it('begins a new incarnation when it is told to, which every process notices', async () => {
    const [store, other] = [fixture.store(), fixture.store()];
    const before = await store.incarnation();
    expect(await other.incarnation()).toBe(before);
    const renewed = await store.beginIncarnation();
    expect(renewed).not.toBe(before);
    await expect(store.append(freshStream(), 'no-stream', events(1), { incarnation: before })).rejects.toBeInstanceOf(OtherIncarnation);
    await until(async () => (await other.incarnation()) === renewed);
  });

  it('begins one by itself when the last event that it saw is gone, and another process need not', async () => {
    const [store, other] = [fixture.store(), fixture.store()];
    const { position } = await store.append(freshStream(), 'no-stream', events(3));
    const before = await store.incarnation();
    // as after files were put back: nothing tells, and others have filled the place
    await fixture.query(`update events set id = gen_random_uuid() where position = ${position}`);
    await fixture.interrupt();
    await expect(store.append(freshStream(), 'no-stream', events(1), { incarnation: before })).rejects.toBeInstanceOf(OtherIncarnation);
    const after = await store.incarnation();
    expect(after).not.toBe(before);
    expect(await other.incarnation()).toBe(after);
    expect(await fixture.store().incarnation()).toBe(after);
  });
});
