import { PostgresEventStore, type EventStore, type RecordedEvent } from '@liaison/event-store';
import { Follower, type FollowerOptions } from './follower.js';
import { taken } from './testing-board.js';
import { event, record, testingService, until, type TestingService } from './testing-service.js';
import { TestingStore } from './testing-store.js';

let service: TestingService;
let store: EventStore;
const running: Follower[] = [];

beforeEach(async () => {
  service = await testingService();
  store = new PostgresEventStore({ pool: service.pool, schema: service.schema });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
  await store.close();
  await service.close();
});

const run = async (handle: FollowerOptions['handle'], options: Partial<FollowerOptions> = {}): Promise<Follower> => {
  const { pool, schema, log } = service;
  const pauses = { firstMs: 5, maxMs: 20 };
  const follower = new Follower({
    store,
    pool,
    schema,
    log,
    name: 'tidying',
    categories: ['room'],
    leaseMs: 1_000,
    pauses,
    handle,
    ...options,
  });
  running.push(follower);
  await follower.start();
  return follower;
};
const noting =
  (seen: number[]) =>
  async ({ position }: RecordedEvent) =>
    void seen.push(position);
const checkpoint = async () => {
  const { rows } = await service.pool.query<{ position: number }>('select position::int from follower_checkpoints');
  return rows[0]?.position;
};

describe('A follower', () => {
  it('is shown every event of its categories once and in order, and passes over the others', async () => {
    const seen: number[] = [];
    const follower = await run(noting(seen));
    await record(store, taken('a', 1), taken('b', 1));
    await store.append('test.floor-1', 'any', [event('FloorSwept', {})]);
    const position = await record(store, taken('a', 2));
    await store.append('test.floor-1', 'any', [event('FloorSwept', {})]);
    expect(await follower.waitFor(position + 1, 20_000)).toBe('reached');
    expect(seen).toEqual([1, 2, 4]);
    expect(await follower.status()).toEqual({ name: 'tidying', state: 'following', position: 5, head: 5, lag: 0 });
  });

  it('goes on where it stopped', async () => {
    const [before, after]: [number[], number[]] = [[], []];
    const first = await run(noting(before));
    await first.waitFor(await record(store, taken('a', 1), taken('a', 2)), 20_000);
    await first.stop();
    const second = await run(noting(after));
    await second.waitFor(await record(store, taken('a', 3)), 20_000);
    expect([before, after]).toEqual([[1, 2], [3]]);
  });

  it('finishes the event in hand at a stop, and leaves the next one for the next start', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const [seen, later]: [number[], number[]] = [[], []];
    const follower = await run(async ({ position }) => {
      seen.push(position);
      await released;
    });
    await record(store, taken('a', 1), taken('a', 2));
    await until(() => seen.length === 1);
    const stopped = follower.stop();
    release();
    await stopped;
    expect(await checkpoint()).toBe(1);
    await (await run(noting(later))).waitFor(2, 20_000);
    expect([seen, later]).toEqual([[1], [2]]);
  });

  it('is shown an event again until it has handled it, keeps what it has done, and says that it fails', async () => {
    let broken = true;
    const seen: number[] = [];
    const follower = await run(async ({ position }) => {
      if (position === 2 && broken) throw new RangeError('not fit for a log');
      seen.push(position);
    });
    const position = await record(store, taken('a', 1), taken('a', 2), taken('a', 3));
    await until(async () => (await follower.status()).state === 'failing');
    expect(await follower.status()).toMatchObject({ position: 1, lag: 2, failure: { code: 'RangeError' } });
    expect(JSON.stringify(service.errors)).not.toContain('not fit for a log');
    broken = false;
    await follower.waitFor(position, 20_000);
    expect(seen).toEqual([1, 2, 3]);
  });

  it('works in one process at a time', async () => {
    const [one, two]: [number[], number[]] = [[], []];
    const [first, second] = [await run(noting(one)), await run(noting(two))];
    await second.waitFor(await record(store, ...[1, 2, 3, 4, 5].map((hour) => taken('a', hour))), 20_000);
    expect([...one, ...two]).toEqual([1, 2, 3, 4, 5]);
    expect([one.length, two.length]).toContain(0);
    await (one.length > 0 ? first : second).stop();
    await record(store, taken('a', 6));
    await until(() => one.length > 0 && two.length > 0);
    expect([...one, ...two].toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('begins again when the store was restored, since its checkpoint proves nothing there', async () => {
    const restored = new TestingStore();
    store = restored;
    const seen: number[] = [];
    const follower = await run(noting(seen));
    await follower.waitFor(await record(store, taken('a', 1), taken('lost', 1)), 20_000);
    await follower.stop();
    restored.restored(1, 'two');
    const again = await run(noting(seen));
    await until(async () => (await again.status()).position === 1);
    await again.waitFor(await record(store, taken('a', 2)), 20_000);
    expect(seen).toEqual([1, 2, 1, 2]);
  });
});
