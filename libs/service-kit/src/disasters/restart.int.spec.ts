import { randomUUID } from 'node:crypto';
import { eventStoreMigrations, PostgresEventStore, type EventStore, type NewEvent, type RecordedEvent } from '@liaison/event-store';
import { Door } from '@liaison/testing';
import pg from 'pg';
import { OwnPostgres } from '../testing/own-postgres.js';

const event = (): NewEvent => ({ id: randomUUID(), type: 'Told', data: {}, metadata: { commandId: randomUUID(), by: 'test' } });
const everything = async (store: EventStore): Promise<readonly RecordedEvent[]> => {
  const all: RecordedEvent[] = [];
  for await (const batch of store.readAll()) all.push(...batch);
  return all;
};

describe('A server that stops and comes back', () => {
  let server: OwnPostgres;
  let door: Door;
  let store: PostgresEventStore;
  beforeAll(async () => {
    server = await OwnPostgres.start();
    const owner = new pg.Client({ connectionString: server.url });
    await owner.connect();
    await owner.query('create schema hall; set search_path to hall');
    for (const { sql } of eventStoreMigrations) await owner.query(sql);
    await owner.end();
    door = new Door();
    await door.listen();
    door.leadTo(server.port);
    store = new PostgresEventStore({ connectionString: door.urlOf(server.url), schema: 'hall' });
  }, 60_000);
  afterAll(async () => {
    await store?.close();
    await door?.close();
    await server?.dispose();
  });

  it.each([
    ['in good order', () => server.stop()],
    ['by a crash', () => server.kill()],
  ])(
    '%s loses nothing that was acknowledged, doubles nothing, and is the same incarnation',
    async (_, end) => {
      const before = await store.head();
      const incarnation = await store.incarnation();
      const leaving = new AbortController();
      const seen: RecordedEvent[] = [];
      const reading = (async () => {
        for await (const { events } of store.subscribe({ after: before, signal: leaving.signal })) seen.push(...events);
      })();
      let going = true;
      const acknowledged: string[] = [];
      const writers = Array.from({ length: 4 }, async () => {
        for (let [stream, revision] = [`hall.seats-${randomUUID()}`, -1]; going;) {
          const given = [event(), event()];
          ({ revision } = await store.append(stream, revision === -1 ? 'no-stream' : revision, given));
          acknowledged.push(...given.map(({ id }) => id));
        }
      });
      const grow = async () => {
        for (const least = acknowledged.length + 40; acknowledged.length < least;) await new Promise((resolve) => setTimeout(resolve, 5));
      };
      await grow();
      await end();
      door.shut();
      await server.restart();
      door.leadTo(server.port);
      await grow();
      going = false;
      await Promise.all(writers);

      const stored = (await everything(store)).filter(({ position }) => position > before);
      expect(stored.map(({ position }) => position)).toEqual(stored.map((__, n) => before + 1 + n));
      expect(stored.map(({ id }) => id).toSorted()).toEqual(acknowledged.toSorted());
      while (seen.length < stored.length) await new Promise((resolve) => setTimeout(resolve, 5));
      leaving.abort();
      await reading;
      expect(seen.map(({ id }) => id)).toEqual(stored.map(({ id }) => id));
      expect(await store.incarnation()).toBe(incarnation);
    },
    60_000,
  );
});
