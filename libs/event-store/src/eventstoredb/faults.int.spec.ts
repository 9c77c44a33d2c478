import { PartialRepeat, StoreAccessDenied, StoreUnavailable, StreamDeleted, UnknownPosition, WrongExpectedRevision } from '../errors.js';
import { InProcessServer } from '../testing/eventstoredb-server/index.js';
import { inProcessFixture, type EventStoreDbFixture } from '../testing/eventstoredb-fixture.js';
import { event, events, freshStream, idsOf, numbers, readEverything, readStream, until } from '../testing/events.js';
import { reader } from '../testing/reader.js';
import type { Store } from '../testing/stage.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';

describe('On a server that has a bad day', () => {
  let fixture: EventStoreDbFixture;
  let store: Store;
  beforeAll(async () => {
    fixture = await inProcessFixture();
    store = fixture.store();
  });
  afterAll(() => fixture?.dispose());

  const connected = (connectionString: string) =>
    new EventStoreDbEventStore({ connectionString, context: 'suite', commands: fixture.commands });

  describe('an append', () => {
    it.each(['unavailable', 'timed-out', 'lost-answer'] as const)('is there once after the fault "%s"', async (kind) => {
      const [stream, given] = [freshStream(), events(2)];
      fixture.server.faults.next('append', { kind }, { kind });
      const { revision, position } = await store.append(stream, 'no-stream', given);
      expect(fixture.server.faults.met.get('append')).toBeGreaterThanOrEqual(2);
      const recorded = await readStream(store, stream);
      expect(idsOf(recorded)).toEqual(idsOf(given));
      expect(recorded.at(-1)).toMatchObject({ revision, position });
    });

    it.each(['any', 'stream-exists'] as const)('under %s whose answer is lost is there once', async (expected) => {
      const [stream, given] = [freshStream(), events(2)];
      await store.append(stream, 'no-stream', events(1));
      fixture.server.faults.next('append', { kind: 'lost-answer' });
      expect(await store.append(stream, expected, given)).toMatchObject({ revision: 2 });
      expect(await readStream(store, stream)).toHaveLength(3);
    });

    it('that is not answered at all is sent again after its deadline', async () => {
      const hasty = connected(`${fixture.server.connectionString}&defaultDeadline=300`);
      const [stream, given] = [freshStream(), events(1)];
      fixture.server.faults.next('append', { kind: 'silence' });
      expect(await hasty.append(stream, 'no-stream', given)).toMatchObject({ revision: 0 });
      expect(await readStream(hasty, stream)).toHaveLength(1);
      await hasty.close();
    });

    it('is known by its place when the server has forgotten its ids', async () => {
      const [stream, given] = [freshStream(), events(3)];
      const first = await store.append(stream, 'no-stream', given);
      await store.append(stream, 2, events(1));
      fixture.server.log.forgetRecentIds();
      expect(await store.append(stream, 'no-stream', given)).toEqual(first);
    });

    it('under any is known as the last one when the server has forgotten its ids', async () => {
      const [stream, given] = [freshStream(), events(3)];
      const first = await store.append(stream, 'any', given);
      fixture.server.log.forgetRecentIds();
      expect(await store.append(stream, 'any', given)).toEqual(first);
      await expect(store.append(stream, 'any', [event(), given[1] ?? event(), event()])).rejects.toBeInstanceOf(PartialRepeat);
    });

    it('into a stream that was deleted for good says so', async () => {
      const stream = freshStream();
      await store.append(stream, 'no-stream', events(1));
      fixture.server.log.tombstone(stream);
      await expect(store.append(stream, 0, events(1))).rejects.toBeInstanceOf(StreamDeleted);
      await expect(readStream(store, stream)).rejects.toBeInstanceOf(StreamDeleted);
    });

    it('over the limit of the server says so', async () => {
      const small = await new InProcessServer({ maxAppendBytes: 10_000 }).start();
      const narrow = connected(small.connectionString);
      await expect(narrow.append(freshStream(), 'any', [event({ text: 'x'.repeat(10_000) })])).rejects.toMatchObject({
        code: 'event-too-large',
        limit: 10_000,
      });
      await narrow.close();
      await small.stop();
    });
  });

  describe('a read', () => {
    it.each(['unavailable', 'timed-out', 'lost-answer'] as const)('is whole after the fault "%s"', async (kind) => {
      const [stream, given] = [freshStream(), events(5)];
      await store.append(stream, 'no-stream', given);
      fixture.server.faults.next('read', { kind }, { kind });
      expect(idsOf(await readStream(store, stream))).toEqual(idsOf(given));
    });

    it('behind a position that nothing has says so', async () => {
      await store.append(freshStream(), 'no-stream', events(2));
      const nowhere = (await store.head()) - 1;
      await expect(readEverything(store, { after: nowhere })).rejects.toEqual(new UnknownPosition(nowhere));
      const subscribed = store.subscribe({ after: nowhere, signal: new AbortController().signal })[Symbol.asyncIterator]();
      await expect(subscribed.next()).rejects.toBeInstanceOf(UnknownPosition);
    });
  });

  describe('a subscription', () => {
    it('that is dropped, refused and dropped again misses nothing and repeats nothing', async () => {
      const after = await store.head();
      const following = reader(store, { after });
      for (const round of numbers(1, 5)) {
        fixture.server.faults.next('read', { kind: 'unavailable' });
        await store.append(freshStream(), 'any', events(3)).then(() => fixture.server.dropSubscriptions());
        await store.append(freshStream(), 'any', events(4));
        await until(() => following.seen.length >= round * 7);
      }
      await following.stop();
      expect(idsOf(following.seen)).toEqual(idsOf(await readEverything(fixture.store(), { after })));
    });

    it('comes back when the server was away, with what was appended meanwhile', async () => {
      const after = await store.head();
      const following = reader(store, { after });
      await store.append(freshStream(), 'no-stream', events(1));
      await until(() => following.seen.length === 1);
      await fixture.server.stop();
      fixture.server.log.write(freshStream(), 'no-stream', [
        {
          id: event().id,
          type: 'Told',
          contentType: 'application/json',
          data: Buffer.from('{}'),
          metadata: Buffer.from('{"commandId":"c","by":"elsewhere"}'),
        },
      ]);
      await fixture.server.start();
      await until(() => following.seen.length === 2);
      await following.stop();
      expect(following.seen[1]).toMatchObject({ type: 'Told', metadata: { by: 'elsewhere' } });
    });

    it('passes over what belongs to other services', async () => {
      const other = new EventStoreDbEventStore({
        connectionString: fixture.server.connectionString,
        context: 'other',
        commands: fixture.commands,
      });
      const after = await store.head();
      const following = reader(store, { after });
      for (const n of numbers(1, 3)) await other.append(`other.room-${n}`, 'no-stream', events(300));
      await until(() => following.upTo() > after);
      expect(following.seen).toEqual([]);
      // where it stands by now is a place to read on from
      const resumed = reader(store, { after: following.upTo() });
      const { position } = await store.append(freshStream(), 'no-stream', events(1));
      await until(() => following.upTo() === position && resumed.upTo() === position);
      await Promise.all([following.stop(), resumed.stop(), other.close()]);
      expect(following.seen.map((each) => each.position)).toEqual([position]);
    });
  });

  describe('a cluster', () => {
    it('whose connected node does not lead is asked at its leader', async () => {
      const follower = await new InProcessServer({ log: fixture.server.log, leader: () => fixture.server }).start();
      const through = connected(follower.connectionString);
      const [stream, given] = [freshStream(), events(2)];
      expect(await through.append(stream, 'no-stream', given)).toMatchObject({ revision: 1 });
      expect(idsOf(await readStream(through, stream))).toEqual(idsOf(given));
      await expect(through.append(stream, 'no-stream', events(1))).rejects.toBeInstanceOf(WrongExpectedRevision);
      await through.close();
      await follower.stop();
    });

    it('is found through any of its nodes', async () => {
      const follower = await new InProcessServer({ log: fixture.server.log, leader: () => fixture.server }).start();
      const through = connected(`esdb+discover://127.0.0.1:${follower.port}?tls=false`);
      expect(await through.append(freshStream(), 'no-stream', events(1))).toMatchObject({ revision: 0 });
      await through.close();
      await follower.stop();
    });
  });

  it('gives up in the end, and says that the store cannot be reached', async () => {
    const gone = await new InProcessServer().start();
    const { commands } = fixture;
    const lost = new EventStoreDbEventStore({ connectionString: gone.connectionString, context: 'suite', commands, patienceMs: 300 });
    await gone.stop();
    await expect(lost.append(freshStream(), 'no-stream', events(1))).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(readEverything(lost)).rejects.toBeInstanceOf(StoreUnavailable);
    await lost.close();
  });
});

describe('A server that asks who is there', () => {
  it('is reached by TLS with the user of the connection string, and by nobody else', async () => {
    const fixture = await inProcessFixture();
    const pem = (name: string) => new URL(`../testing/eventstoredb-server/${name}.pem`, import.meta.url).pathname;
    const tls = { certificate: pem('tls-certificate'), key: pem('tls-key') };
    const server = await new InProcessServer({ users: { scheduling: 's3cret!' }, tls }).start();
    const as = (user: string) =>
      new EventStoreDbEventStore({
        connectionString: `esdb://${user}@127.0.0.1:${server.port}?tls=true&tlsCAFile=${tls.certificate}`,
        context: 'suite',
        commands: fixture.commands,
      });
    const [known, stranger] = [as('scheduling:s3cret!'), as('scheduling:guessed')];
    expect(await known.append(freshStream(), 'no-stream', events(1))).toMatchObject({ revision: 0 });
    expect(await readEverything(known)).toHaveLength(1);
    await expect(stranger.append(freshStream(), 'no-stream', events(1))).rejects.toBeInstanceOf(StoreAccessDenied);
    await expect(readEverything(stranger)).rejects.toBeInstanceOf(StoreAccessDenied);
    const subscribed = stranger.subscribe({ after: 0, signal: new AbortController().signal })[Symbol.asyncIterator]();
    await expect(subscribed.next()).rejects.toBeInstanceOf(StoreAccessDenied);
    await Promise.all([known.close(), stranger.close()]);
    await Promise.all([server.stop(), fixture.dispose()]);
  });
});
