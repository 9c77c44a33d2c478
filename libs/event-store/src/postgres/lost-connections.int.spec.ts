import { Door } from '@liaison/testing';
import pg from 'pg';
import { events, freshStream, idsOf, numbers, readEverything, readStream, until } from '../testing/events.js';
import { postgresFixture, type PostgresFixture } from '../testing/postgres-fixture.js';
import { PostgresEventStore } from './postgres-event-store.js';

describe('A read on PostgreSQL that meets connections which died while they were idle', () => {
  let fixture: PostgresFixture;
  let door: Door;
  let store: PostgresEventStore;
  beforeAll(async () => {
    fixture = await postgresFixture();
    door = new Door();
    await door.listen();
    door.leadTo(Number(new URL(fixture.url).port));
    store = new PostgresEventStore({ connectionString: door.urlOf(fixture.url), schema: 'suite' });
  });
  afterAll(async () => {
    await store?.close();
    await door?.close();
    await fixture?.dispose();
  });
  const stream = freshStream();
  const asked: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['a stream', () => readStream(store, stream)],
    ['everything', () => readEverything(store)],
    ['the head', () => store.head()],
    ['a first answer', () => store.find(events(1)[0]?.id ?? '')],
    ['the figures', () => store.statistics()],
  ];

  it.each(asked)('looks by another one: %s', async (_, look) => {
    await store.append(stream, 'any', events(1));
    await Promise.all(numbers(1, 4).map(() => store.head())); // all that the pool may have
    const seen = await look();
    door.throwOut(); // in this turn, nobody has noticed yet
    expect(await look()).toEqual(seen);
  });

  it('and finds no server says so at once', async () => {
    await store.head();
    door.shut();
    await expect(store.head()).rejects.toThrow();
    door.leadTo(Number(new URL(fixture.url).port));
    expect(await store.head()).toBeGreaterThan(0);
  });
});

describe('A batch on PostgreSQL whose connection dies', () => {
  let fixture: PostgresFixture;
  let door: Door;
  let store: PostgresEventStore;
  /** Not by the door. */
  let reading: PostgresEventStore;
  beforeAll(async () => {
    fixture = await postgresFixture();
    reading = fixture.store();
    door = new Door();
    await door.listen();
    door.leadTo(Number(new URL(fixture.url).port));
    store = new PostgresEventStore({ connectionString: door.urlOf(fixture.url), schema: 'suite' });
    await store.append(freshStream(), 'no-stream', events(1));
  });
  afterAll(async () => {
    await store?.close();
    await door?.close();
    await fixture?.dispose();
  });

  /** Appends of one batch: some to a new stream, some to one that exists, one with a command, one that is in conflict. */
  const batch = async () => {
    const [exists, commandId] = [freshStream(), events(1)[0]?.id ?? ''];
    await store.append(exists, 'no-stream', events(1));
    const given = numbers(1, 10).map(() => ({ stream: freshStream(), added: events(3) }));
    const [added, commanded] = [events(2), { stream: freshStream(), added: events(1) }];
    const append = () =>
      Promise.all([
        ...given.map(({ stream, added: opening }) => store.append(stream, 'no-stream', opening)),
        store.append(exists, 0, added),
        store
          .append(commanded.stream, 'no-stream', commanded.added, { command: { id: commandId, fingerprint: 'same' } })
          .catch((fault: unknown) => fault),
        store.append(exists, 7, events(1)).catch((fault: unknown) => fault),
      ]);
    const expectOnce = async (appending: ReturnType<typeof append>) => {
      const answers = await appending;
      for (const { stream, added: opening } of given) expect(idsOf(await readStream(reading, stream))).toEqual(idsOf(opening));
      expect(idsOf(await readStream(reading, exists)).slice(1)).toEqual(idsOf(added));
      expect(idsOf(await readStream(reading, commanded.stream))).toEqual(idsOf(commanded.added));
      expect(answers.slice(0, 10)).toMatchObject(Array(10).fill({ revision: 2 }));
      expect(answers[10]).toMatchObject({ revision: 2 });
      const settled = await reading.find(commandId);
      expect(settled?.answer).toMatchObject({ accepted: true, stream: commanded.stream, revision: 0, events: 1 });
      // told now, or told that it had been
      expect([answers[11], (answers[11] as { settled?: unknown }).settled]).toContainEqual(
        expect.objectContaining('settled' in (answers[11] as object) ? { commandId } : { revision: 0 }),
      );
      expect(answers[12]).toMatchObject({ code: 'wrong-expected-revision', expected: 7 });
    };
    return { append, expectOnce };
  };
  /** What is appended now waits, its statement sent and nothing of it done. */
  const heldUp = async () => {
    const holder = new pg.Client({ connectionString: fixture.url, options: '-c search_path=suite' });
    await holder.connect();
    await holder.query(`select pg_advisory_lock(hashtextextended('liaison event store suite', 0))`);
    return () => holder.end();
  };
  const here = 'l.database = (select oid from pg_database where datname = current_database())';
  const waiting = `from pg_locks l where l.locktype = 'advisory' and not l.granted and ${here}`;
  const isWaiting = () => until(async () => (await fixture.query(`select ${waiting}`)).rowCount === 1);

  it('before the commit ends once', async () => {
    const { append, expectOnce } = await batch();
    const letGo = await heldUp();
    const appending = append();
    await isWaiting();
    await fixture.query(`select pg_terminate_backend(l.pid) ${waiting}`);
    await letGo();
    await expectOnce(appending);
  });

  it('after the commit, before the answer, ends once', async () => {
    const { append, expectOnce } = await batch();
    const head = await reading.head();
    const letGo = await heldUp();
    const appending = append();
    await isWaiting();
    door.swallowAnswers();
    await letGo();
    await until(async () => (await fixture.query(`select from events where position > ${head}`)).rowCount === 33);
    door.throwOut();
    await expectOnce(appending);
  });

  it('at any moment, again and again, ends once', async () => {
    for (const n of numbers(1, 12)) {
      const { append, expectOnce } = await batch();
      const appending = append();
      await fixture.query(`select pg_sleep(${(n % 5) * 0.002})`);
      door.throwOut();
      await expectOnce(appending);
    }
  });
});
