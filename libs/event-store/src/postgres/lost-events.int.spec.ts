import pg from 'pg';
import { written } from '../append-check.js';
import { event, events, freshStream, numbers, readEverything, until } from '../testing/events.js';
import { postgresFixture, type PostgresFixture } from '../testing/postgres-fixture.js';
import { reader } from '../testing/reader.js';
import type { Store } from '../testing/stage.js';
import { appendBatch } from './append-batch.js';

const here = 'l.database = (select oid from pg_database where datname = current_database())';

/**
 * How event stores lose events, as others have found it out: numbers are given in one order and become visible in another, and
 * a reader passes over a number whose transaction is still under way. Four of these are described in JasperFx/marten's pull
 * request 4977, the inversion in event-driven-io/emmett's 336, the hole at zero lag in proteanhq/protean's issue 1088.
 */
describe('A reader on PostgreSQL misses nothing', () => {
  let fixture: PostgresFixture;
  let store: Store;
  const clients: pg.Client[] = [];
  beforeAll(async () => {
    fixture = await postgresFixture();
    store = fixture.store();
  });
  afterEach(async () => void (await Promise.all(clients.splice(0).map((client) => client.end()))));
  afterAll(() => fixture?.dispose());

  /** An append whose transaction is held open until it is told how to end: numbers are given, nothing is visible. */
  const slowAppend = async (count = 1) => {
    const client = new pg.Client({ connectionString: fixture.url, options: '-c search_path=suite' });
    clients.push(client);
    await client.connect();
    await client.query('begin');
    const stream = freshStream();
    const given = written(stream, 'no-stream', events(count, 'Slow'));
    const {
      verdicts: [verdict],
    } = await appendBatch(client, [{ stream, expected: 'no-stream', events: given }]);
    if (verdict?.is !== 'appended') throw new Error('the slow append was refused');
    return {
      ids: given.map(({ id }) => id),
      position: verdict.position,
      commit: () => client.query('commit'),
      rollback: () => client.query('rollback'),
    };
  };
  /** Nothing shows whether something is going to happen: the appends that wait for the lock do. */
  const waitingForTheLock = async (count: number) =>
    until(
      async () =>
        (await fixture.query(`select from pg_locks l where l.locktype = 'advisory' and not l.granted and ${here}`)).rowCount === count,
    );
  const idsAfter = async (after: number) => (await readEverything(store, { after })).map(({ id }) => id);

  it('when commits fall between the statements of one look (snapshot skew)', async () => {
    const after = await store.head();
    const readers = numbers(1, 4).map(() => reader(fixture.store(), { after }));
    const looks: number[][] = [];
    let writing = true;
    const looking = (async () => {
      while (writing) {
        const head = await store.head();
        looks.push([head, ...(await readEverything(store, { after })).map(({ position }) => position)]);
      }
    })();
    for (const round of numbers(1, 15)) {
      const slow = await slowAppend(3);
      const quick = numbers(1, 5).map(() => store.append(freshStream(), 'no-stream', events(2)));
      await (round % 3 === 0 ? slow.rollback() : slow.commit());
      await Promise.all(quick);
    }
    writing = false;
    await looking;
    const all = await readEverything(store, { after });
    await until(() => readers.every(({ upTo }) => upTo() === all.at(-1)?.position));
    await Promise.all(readers.map(({ stop }) => stop()));
    for (const { seen } of readers) expect(seen.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    // each look saw the beginning of the one order, whole, and at least up to the head that it asked for before
    expect(looks.length).toBeGreaterThan(3);
    for (const [head = 0, ...positions] of looks) {
      expect(positions).toEqual(numbers(after + 1, after + positions.length));
      expect(positions.at(-1) ?? after).toBeGreaterThanOrEqual(head);
    }
  });

  it('when it catches up while numbers are given that nobody sees yet (catch-up to the reserved end)', async () => {
    await store.append(freshStream(), 'no-stream', events(5));
    const slow = await slowAppend(10);
    expect(await store.head()).toBe(slow.position - 10);
    const rebuild = reader(store, { after: 0 });
    await until(() => rebuild.upTo() === slow.position - 10);
    await slow.commit();
    const { position } = await store.append(freshStream(), 'no-stream', events(1));
    await until(() => rebuild.upTo() === position);
    await rebuild.stop();
    expect(rebuild.seen.map(({ position: at }) => at)).toEqual(numbers(1, position));
  });

  it('when a store that was long idle is stormed, and the first of all is the slowest (idle, then a rush)', async () => {
    const idle = reader(store, { after: await store.head() });
    const after = await store.head();
    const slow = await slowAppend();
    const stores = numbers(1, 6).map(() => fixture.store());
    const rush = stores.flatMap((each) => numbers(1, 50).map((n) => each.append(freshStream(), 'no-stream', [event({ n })])));
    await waitingForTheLock(6);
    expect(idle.seen).toEqual([]);
    await slow.commit();
    await Promise.all(rush);
    await until(() => idle.seen.length === 301);
    await idle.stop();
    expect(idle.seen[0]?.id).toBe(slow.ids[0]);
    expect(idle.seen.map(({ id }) => id)).toEqual(await idsAfter(after));
  });

  it('when a transaction takes longer than anybody would wait (given up on by the clock)', async () => {
    const after = await store.head();
    const slow = await slowAppend(2);
    const following = reader(store, { after });
    const later = store.append(freshStream(), 'no-stream', events(1));
    await waitingForTheLock(1);
    // a reader asks every half second when nothing wakes it: it has had its chances to give up
    await fixture.query('select pg_sleep(1.8)');
    expect(following.upTo()).toBe(after);
    await slow.commit();
    const { position } = await later;
    await until(() => following.upTo() === position);
    await following.stop();
    expect(following.seen.map(({ id }) => id).slice(0, 2)).toEqual(slow.ids);
    expect(position).toBe(after + 3);
  });

  it('when the later of two transactions would commit first (inversion)', async () => {
    const after = await store.head();
    const following = reader(store, { after });
    const first = await slowAppend();
    const second = fixture.store().append(freshStream(), 'no-stream', events(1));
    await waitingForTheLock(1);
    expect(await store.head()).toBe(after);
    await first.commit();
    const { position } = await second;
    await until(() => following.upTo() === position);
    await following.stop();
    expect([first.position, position]).toEqual([after + 1, after + 2]);
    expect(following.seen.map((each) => each.position)).toEqual([after + 1, after + 2]);
  });

  it('when what was rolled back had numbers already (permanent hole at zero lag)', async () => {
    const after = await store.head();
    const following = reader(store, { after });
    const undone = await slowAppend(7);
    const next = fixture.store().append(freshStream(), 'no-stream', events(3));
    await waitingForTheLock(1);
    await undone.rollback();
    const { position } = await next;
    expect([undone.position, position]).toEqual([after + 7, after + 3]);
    await until(() => following.upTo() === position);
    await following.stop();
    expect(following.seen.map((each) => each.position)).toEqual(numbers(after + 1, after + 3));
    expect(await store.head()).toBe(following.upTo());
  });

  it('when the connection of a writer dies with its numbers given (a gap that a dead process holds)', async () => {
    const after = await store.head();
    const dying = await slowAppend(4);
    const next = fixture.store().append(freshStream(), 'no-stream', events(2));
    await waitingForTheLock(1);
    clients.splice(0).forEach((client) => client.on('error', () => undefined));
    await fixture.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`,
    );
    expect((await next).position).toBe(after + 2);
    expect(dying.position).toBe(after + 4);
    expect((await readEverything(store, { after })).map(({ position }) => position)).toEqual([after + 1, after + 2]);
  });
});
