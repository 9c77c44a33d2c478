import { PostgresEventStore, type EventStore } from '@liaison/event-store';
import { InMemoryView, ViewNotFresh, type InMemoryViewOptions } from './in-memory-view.js';
import { taken } from './testing-board.js';
import { event, record, testingService, until, type TestingService } from './testing-service.js';
import { TestingStore } from './testing-store.js';

let service: TestingService;
let store: EventStore;
const running: InMemoryView<readonly string[]>[] = [];

beforeEach(async () => {
  service = await testingService();
  store = new PostgresEventStore({ pool: service.pool, schema: service.schema });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((view) => view.stop()));
  await store.close();
  await service.close();
});

const run = async (options: Partial<InMemoryViewOptions<readonly string[]>> = {}) => {
  const view = new InMemoryView<readonly string[]>({
    ...{ store, categories: ['test.room'], initial: [], log: service.log, pauses: { firstMs: 5, maxMs: 20 } },
    evolve: (rooms, { data }) => [...rooms, (data as { room: string }).room],
    ...options,
  });
  running.push(view);
  await view.start();
  return view;
};

describe('A view in memory', () => {
  it('holds what was recorded before it started and what is recorded since', async () => {
    await record(store, taken('a', 1));
    const view = await run();
    await record(store, taken('b', 1));
    expect(await view.fresh()).toEqual(['a', 'b']);
    expect(view.current()).toEqual(['a', 'b']);
  });

  it('is fresh in an empty store', async () => expect(await (await run()).fresh()).toEqual([]));

  it('is fresh when all that is new is none of its business', async () => {
    const view = await run();
    await store.append('test.floor-1', 'any', [event('FloorSwept', {})]);
    expect(await view.fresh()).toEqual([]);
  });

  it('does not pass over an event that it cannot fold, and says that it is not fresh', async () => {
    let broken = true;
    const view = await run({
      evolve: (rooms, { data, position }) => {
        if (position === 2 && broken) throw new RangeError('not fit for a log');
        return [...rooms, (data as { room: string }).room];
      },
    });
    await record(store, taken('a', 1), taken('b', 1), taken('c', 1));
    await expect(view.fresh(50)).rejects.toThrow(ViewNotFresh);
    await until(() => service.errors.length > 0);
    expect(JSON.stringify(service.errors)).not.toContain('not fit for a log');
    broken = false;
    expect(await view.fresh(20_000)).toEqual(['a', 'b', 'c']);
  });

  it('begins anew when the store was restored', async () => {
    const restored = new TestingStore();
    store = restored;
    const view = await run({ checkIncarnationMs: 10 });
    await record(store, taken('a', 1), taken('lost', 1));
    expect(await view.fresh()).toEqual(['a', 'lost']);
    restored.restored(1, 'two');
    await until(() => view.current().length === 1);
    await record(store, taken('b', 1));
    expect(await view.fresh()).toEqual(['a', 'b']);
  });
});
