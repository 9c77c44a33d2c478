import { Beat } from './beat.js';
import { GenerationWriter } from './generation-writer.js';
import { Registry } from './registry.js';
import { roundsOf, Rounds } from './rounds.js';
import { rooms, taken } from './testing-board.js';
import { testingService, type TestingService } from './testing-service.js';

let service: TestingService;
beforeEach(async () => void (service = await testingService()));
afterEach(() => service.close());

/** Statements that are sent from here on. */
const counted = (): { sent: number } => {
  const count = { sent: 0 };
  const query = service.pool.query.bind(service.pool) as (...args: unknown[]) => unknown;
  service.pool.query = ((...args: unknown[]) => {
    count.sent += 1;
    return query(...args);
  }) as never;
  return count;
};
const followers = async (...names: string[]) => {
  for (const name of names) await service.pool.query(`insert into follower_checkpoints values ($1, 0, 'one')`, [name]);
};
const projected = async (...names: string[]) => {
  const registry = new Registry(service.pool, service.schema);
  for (const name of names) await registry.prepare(rooms({ name }), 'one', true);
};
const writer = (name: string, changes = {}) => new GenerationWriter(service.pool, service.schema, rooms({ name, ...changes }), 1);
const batch = (room: string, position: number) => {
  const { type, data } = taken(room, position);
  const place = { stream: `test.room-${room}`, revision: 0, position, time: '2026-12-01T09:00:00.000Z' };
  return { events: [{ id: 'x', type, data, metadata: { commandId: 'x', by: 'test' }, ...place }], upTo: position };
};
const placesOf = async (table: string) => {
  const { rows } = await service.pool.query<{ name: string; position: number }>(`select name, position::int from ${table} order by name`);
  return rows.map(({ name, position }) => [name, position]);
};

describe('Readers of a service that come at the same moment', () => {
  it('write their rows and their places in one statement', async () => {
    await projected('first-rooms', 'second-rooms');
    await followers('tidying');
    const count = counted();
    const moved = await Promise.all([
      writer('first-rooms').write(batch('a', 1), 0),
      writer('second-rooms').write(batch('a', 1), 0),
      roundsOf(service.pool, service.schema).take({ name: 'tidying', from: 0, to: 1 }),
    ]);
    expect(moved).toEqual([{ position: 1 }, { position: 1 }, true]);
    expect(count.sent).toBe(1);
    for (const table of ['first_rooms', 'second_rooms'])
      expect((await service.pool.query(`select room from ${table}`)).rows).toEqual([{ room: 'a' }]);
    expect(await placesOf('projection_generations')).toEqual([
      ['first-rooms', 1],
      ['second-rooms', 1],
    ]);
    expect(await placesOf('follower_checkpoints')).toEqual([['tidying', 1]]);
  });

  it('are told each for itself that somebody else was there, and write nothing then', async () => {
    await projected('first-rooms', 'second-rooms');
    await service.pool.query(`update projection_generations set position = 5 where name = 'first-rooms'`);
    const [late, timely] = await Promise.allSettled([
      writer('first-rooms').write(batch('a', 1), 0),
      writer('second-rooms').write(batch('a', 1), 0),
    ]);
    expect([late, timely]).toMatchObject([{ reason: { code: 'superseded' } }, { value: { position: 1 } }]);
    expect((await service.pool.query(`select room from first_rooms`)).rows).toEqual([]);
    expect((await service.pool.query(`select room from second_rooms`)).rows).toEqual([{ room: 'a' }]);
  });

  it('are not held back by a row that the database refuses to one of them', async () => {
    await projected('first-rooms', 'second-rooms');
    await service.pool.query(`alter table test.first_rooms__1 add constraint none check (false)`);
    const [refused, written] = await Promise.allSettled([
      writer('first-rooms').write(batch('a', 1), 0),
      writer('second-rooms').write(batch('a', 1), 0),
    ]);
    expect([refused, written]).toMatchObject([{ reason: { code: '23514' } }, { value: { position: 1 } }]);
    expect(await placesOf('projection_generations')).toEqual([
      ['first-rooms', 0],
      ['second-rooms', 1],
    ]);
  });

  it('wait with a place alone for those who rest, and go with them', async () => {
    await followers('tidying', 'sweeping');
    const beat = new Beat(100);
    const rounds = new Rounds(service.pool, service.schema, beat);
    const count = counted();
    const resting = beat.rest();
    const places = [rounds.take({ name: 'tidying', from: 0, to: 1 }), rounds.take({ name: 'sweeping', from: 0, to: 2 })];
    expect(count.sent).toBe(0);
    await resting;
    expect(await Promise.all(places)).toEqual([true, true]);
    expect(count.sent).toBe(1);
  });
});
