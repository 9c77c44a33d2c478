import { setTimeout } from 'node:timers/promises';
import { PostgresEventStore, type EventStore, type RecordedEvent } from '@liaison/event-store';
import { GenerationWriter, Superseded } from './generation-writer.js';
import { projection } from './projection.js';
import { Projections, type ProjectionsOptions } from './projections.js';
import { freed, marked, rooms, rowsOf, tablesOf, taken, type RoomEvent, type RoomRow } from './testing-board.js';
import { record, testingService, until, type TestingService } from './testing-service.js';
import { TestingStore } from './testing-store.js';

let service: TestingService;
let store: EventStore;
const running: Projections[] = [];
const patience = { timeoutMs: 20_000 };

beforeEach(async () => {
  service = await testingService();
  store = new PostgresEventStore({ pool: service.pool, schema: service.schema });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
  await store.close();
  await service.close();
});

const run = async (options: Partial<ProjectionsOptions> = {}): Promise<Projections> => {
  const { pool, schema, log } = service;
  const pauses = { firstMs: 5, maxMs: 20 };
  const projections = new Projections({ store, pool, schema, log, projections: [rooms()], leaseMs: 1_000, pauses, ...options });
  running.push(projections);
  await projections.start();
  return projections;
};
const stopAll = () => Promise.all(running.splice(0).map((each) => each.stop()));
const busy = (from: number, to: number): readonly RoomEvent[] =>
  Array.from({ length: to - from }, (_, n) => n + from).flatMap((n) => [
    taken(`r${n % 7}`, n),
    ...(n % 5 === 0 ? [freed(`r${(n + 3) % 7}`)] : []),
    ...(n % 3 === 0 ? [marked(`r${n % 7}`, `m${n}`)] : []),
  ]);
const appending = async (to: EventStore, events: readonly RoomEvent[]) => record(to, ...events);

describe('A projection', () => {
  it('shows readers what happened up to the position that they wait for', async () => {
    const projections = await run();
    const position = await record(store, taken('r1', 9), taken('r1', 10), marked('r1', 'x'), taken('r2', 9), freed('r2'));
    expect(await projections.waitFor('taken-rooms', position, patience)).toBe('reached');
    expect(await rowsOf(service.pool)).toEqual([
      { room: 'r1', hour: 9, taken_by: 'a', mark: 'x', takings: '1' },
      { room: 'r1', hour: 10, taken_by: 'a', mark: 'x', takings: '2' },
    ]);
    expect(await projections.status()).toEqual([
      { name: 'taken-rooms', version: 1, status: 'live', generation: 1, position, head: position, lag: 0 },
    ]);
  });

  it('tells who waits for what has not happened that the time is up', async () =>
    expect(await (await run()).waitFor('taken-rooms', 1, { timeoutMs: 20 })).toBe('timeout'));

  it('is at the same rows when it is replayed', async () => {
    const projections = await run();
    const position = await appending(store, busy(0, 300));
    await projections.waitFor('taken-rooms', position, patience);
    const once = await rowsOf(service.pool);
    await stopAll();
    await service.pool.query('update test.projection_generations set position = 0');
    await (await run()).waitFor('taken-rooms', position, patience);
    expect(await rowsOf(service.pool)).toEqual(once);
    expect(once).not.toEqual([]);
  });

  it('goes on where it stopped, and another process that knows no position of it waits just as well', async () => {
    const first = await run();
    await first.waitFor('taken-rooms', await record(store, taken('r1', 1)), patience);
    await stopAll();
    const second = await run();
    const third = await run();
    const position = await record(store, taken('r1', 2));
    expect(await Promise.all([second, third].map((each) => each.waitFor('taken-rooms', position, patience)))).toEqual([
      'reached',
      'reached',
    ]);
    expect(await rowsOf(service.pool)).toHaveLength(2);
  });

  it('writes nothing from a reader whose checkpoint somebody else has moved', async () => {
    const projections = await run();
    const position = await record(store, taken('r1', 1), taken('r1', 2));
    await projections.waitFor('taken-rooms', position, patience);
    const late = new GenerationWriter(service.pool, service.schema, rooms(), 1);
    const events: RecordedEvent[] = [];
    for await (const some of store.readAll()) events.push(...some);
    const doubled = events.map((each) => ({ ...each, position: each.position + 100 }));
    await expect(late.write({ events: doubled, upTo: 102 }, 0)).rejects.toThrow(Superseded);
    expect(await rowsOf(service.pool)).toMatchObject([{ takings: '1' }, { takings: '2' }]);
  });

  it('applies every event once while two processes run it and one after the other takes over', async () => {
    const first = await run();
    const second = await run();
    const position = appending(store, busy(0, 200));
    await first.stop();
    expect(await second.waitFor('taken-rooms', await position, patience)).toBe('reached');
    const rows = await rowsOf(service.pool);
    await second.rebuild('taken-rooms');
    expect(await rowsOf(service.pool)).toEqual(rows);
  });

  it('is begun once when two processes start at the same time', async () => {
    await record(store, taken('r1', 1));
    await Promise.all([run(), run(), run()]);
    expect(await tablesOf(service.pool)).toEqual(['taken_rooms__1']);
  });

  it('skips nothing when it fails, says so, and goes on once it can', async () => {
    let broken = true;
    const fragile = rooms({
      changes: {
        ...rooms().changes,
        RoomMarked: ({ room, mark }) => {
          if (broken) throw new RangeError(`not fit for a log: ${mark}`);
          return [{ set: { mark }, where: { room } }];
        },
      },
    });
    const projections = await run({ projections: [fragile] });
    const position = await record(store, taken('r1', 1), marked('r1', 'x'), taken('r2', 1));
    await until(async () => (await projections.status())[0]?.status === 'failing');
    expect(await projections.status()).toMatchObject([{ position: 1, lag: 2, failure: { code: 'RangeError', position: 1 } }]);
    expect(await rowsOf(service.pool)).toMatchObject([{ room: 'r1' }]);
    expect(JSON.stringify(service.errors)).not.toContain('not fit for a log');
    broken = false;
    expect(await projections.waitFor('taken-rooms', position, patience)).toBe('reached');
    expect(await rowsOf(service.pool)).toMatchObject([{ room: 'r1', mark: 'x' }, { room: 'r2' }]);
    expect(await projections.status()).toMatchObject([{ status: 'live' }]);
  });

  it('keeps rows and checkpoint together when the database refuses a row', async () => {
    const projections = await run();
    await service.pool.query(`alter table test.taken_rooms__1 add check (hour < 100)`);
    await record(store, taken('r1', 1), taken('r1', 100));
    await until(async () => (await projections.status())[0]?.failure?.code === '23514');
    await service.pool.query(`alter table test.taken_rooms__1 drop constraint taken_rooms__1_hour_check`);
    await projections.waitFor('taken-rooms', 2, patience);
    expect(await rowsOf(service.pool)).toHaveLength(2);
  });
});

describe('A rebuild', () => {
  it('comes to the same rows as the live table, while events arrive all the time, and readers never go back', async () => {
    const projections = await run();
    await projections.waitFor('taken-rooms', await appending(store, busy(0, 400)), patience);
    let [rebuilding, appended, seen] = [true, 0, 0];
    const load = (async () => {
      for (let n = 400; rebuilding; n += 1) [appended] = await Promise.all([appending(store, busy(n, n + 1)), setTimeout(1)]);
    })();
    const reading = (async () => {
      while (rebuilding) {
        const [status] = await projections.status();
        expect(status?.position).toBeGreaterThanOrEqual(seen);
        seen = status?.position ?? 0;
      }
    })();
    await projections.rebuild('taken-rooms');
    rebuilding = false;
    await Promise.all([load, reading]);
    await projections.waitFor('taken-rooms', appended, patience);
    const rebuilt = await rowsOf(service.pool);
    expect(await projections.status()).toMatchObject([{ generation: 2, lag: 0 }]);
    await stopAll();
    await service.pool.query(`drop view test.taken_rooms`);
    await service.pool.query(
      `truncate test.projection_generations; drop table test.taken_rooms__2; drop table if exists test.taken_rooms__1`,
    );
    await (await run()).waitFor('taken-rooms', appended, patience);
    expect(await rowsOf(service.pool)).toEqual(rebuilt);
  });

  it('leaves the old table for a while, then drops it', async () => {
    await record(store, taken('r1', 1));
    const projections = await run({ graceMs: 0 });
    await projections.rebuild('taken-rooms');
    await until(async () => (await tablesOf(service.pool)).join() === 'taken_rooms__2');
    expect(await rowsOf(service.pool)).toHaveLength(1);
  });

  it('that was cut off by a crash is finished by the next start', async () => {
    await record(store, taken('r1', 1));
    const projections = await run();
    const failing = rooms({
      changes: {
        RoomTaken: () => {
          throw new Error('crashed');
        },
      },
    });
    await stopAll();
    const halfway = await run({ projections: [failing] });
    const cutOff = halfway.rebuild('taken-rooms').catch((fault: { code: string }) => fault.code);
    await until(async () => (await halfway.status())[0]?.rebuilding !== undefined);
    await stopAll();
    expect(await cutOff).toBe('rebuild-given-up');
    expect(await projections.status()).toMatchObject([{ generation: 1, rebuilding: { position: 0 } }]);
    const again = await run();
    await until(async () => (await again.status())[0]?.generation === 2);
    expect(await rowsOf(service.pool)).toHaveLength(1);
  });
});

describe('A new version of a projection', () => {
  type NewRow = { room: string; takings: number };
  const second = projection<RoomEvent, NewRow>({
    ...{ name: 'taken-rooms', version: 2, categories: ['room'], key: ['room'] },
    columns: { room: 'room', takings: 'takings' },
    ddl: (table) => [`create table ${table} (room text primary key, takings integer not null)`],
    changes: { RoomTaken: ({ room }, { position }) => [{ put: { room, takings: position } }] },
  });

  it('takes the place of the old one when it has caught up, with columns of its own', async () => {
    const old = await run();
    await old.waitFor('taken-rooms', await record(store, taken('r1', 1), taken('r1', 2)), patience);
    const both = await run({ projections: [rooms(), second] });
    await until(async () => (await both.status())[0]?.version === 2);
    const { rows } = await service.pool.query('select * from test.taken_rooms');
    expect(rows).toEqual([{ room: 'r1', takings: 2 }]);
    expect(await both.waitFor('taken-rooms', await record(store, taken('r2', 1)), patience)).toBe('reached');
  });

  it('is not taken back by a process of the release before', async () => {
    await record(store, taken('r1', 1));
    await run({ projections: [second] });
    const older = await run();
    expect(await older.status()).toMatchObject([{ version: 2, generation: 1 }]);
    await expect(older.rebuild('taken-rooms')).rejects.toMatchObject({ code: 'rebuild-given-up' });
    expect(await tablesOf(service.pool)).toEqual(['taken_rooms__1']);
  });

  it('waits until it can be built, and the old one is fed and read all the while', async () => {
    await record(store, taken('r1', 1));
    await run();
    const impossible = rooms({
      version: 2,
      changes: {
        RoomTaken: () => {
          throw new TypeError('no');
        },
      },
    });
    const both = await run({ projections: [rooms(), impossible] });
    await until(async () => (await both.status())[0]?.status === 'failing');
    const position = await record(store, taken('r2', 1));
    expect(await both.waitFor('taken-rooms', position, patience)).toBe('reached');
    expect(await rowsOf(service.pool)).toHaveLength(2);
    expect(await both.status()).toMatchObject([{ version: 1, rebuilding: { version: 2, position: 0 } }]);
  });
});

describe('A store that was restored', () => {
  it('has its projections built again, and who asks for a position of the lost time is told', async () => {
    const restorable = new TestingStore();
    store = restorable;
    const before = await run();
    await before.waitFor('taken-rooms', await record(store, taken('r1', 1), taken('lost', 1)), patience);
    restorable.restored(1, 'two');
    await until(async () => (await before.status())[0]?.generation === 2);
    expect(await before.waitFor('taken-rooms', 2, { ...patience, incarnation: 'one' })).toBe('other-incarnation');
    const position = await record(store, taken('r2', 1));
    expect(await before.waitFor('taken-rooms', position, { ...patience, incarnation: 'two' })).toBe('reached');
    expect(await rowsOf(service.pool)).toMatchObject([{ room: 'r1' }, { room: 'r2' }]);
  });
});

describe('A definition that could not work', () => {
  const options = () => ({ store, pool: service.pool, schema: service.schema, log: service.log });
  const refused = (changes: Partial<ReturnType<typeof rooms>>) => () => new Projections({ ...options(), projections: [rooms(changes)] });
  const columns: Record<keyof RoomRow, string> = { room: 'room', hour: 'hour', takenBy: 'taken_by', mark: 'mark', takings: 'takings' };

  it('is refused before anything runs', () => {
    expect(refused({ name: 'Taken Rooms' })).toThrow('kebab-case');
    expect(refused({ version: 0 })).toThrow('version');
    expect(refused({ columns: { ...columns, mark: 'mark"; drop table x' } })).toThrow('identifier');
    expect(refused({ columns: { ...columns, mark: 'hour' } })).toThrow('share a column');
    expect(refused({ key: [] })).toThrow('key');
  });
});
