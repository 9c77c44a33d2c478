import type { RecordedEvent } from '../event-store.js';
import { event, freshStream } from '../testing/events.js';
import { postgresFixture, type PostgresFixture } from '../testing/postgres-fixture.js';

describe('Readers of what their own process appends', () => {
  let fixture: PostgresFixture;
  beforeAll(async () => void (fixture = await postgresFixture()));
  afterAll(() => fixture?.dispose());

  it('see what everybody reads in the store, to the letter', async () => {
    const store = fixture.store();
    const after = (await store.append(freshStream(), 'no-stream', [event()])).position;
    const leaving = new AbortController();
    const seen: RecordedEvent[] = [];
    const reading = (async () => {
      for await (const { events } of store.subscribe({
        after: after - 1,
        incarnation: await store.incarnation(),
        signal: leaving.signal,
      })) {
        seen.push(...events);
        if (seen.length >= 41) leaving.abort();
      }
    })();
    const odd = { text: 'ä\u2028"\\', nothing: undefined, none: null, deep: [{ n: 1.5e-7 }, []], z: true };
    const append = async (n: number) => {
      const capitals = { ...event({ ...odd, n }), id: event().id.toUpperCase() };
      await store.append(freshStream(), 'no-stream', [capitals, event({ n })]);
    };
    for (let n = 0; n < 10; n++) await append(n);
    await Promise.all(Array.from({ length: 10 }, (_, n) => append(10 + n)));
    await reading;
    const stored: RecordedEvent[] = [];
    for await (const batch of store.readAll({ after: after - 1 })) stored.push(...batch);
    expect(seen).toEqual(stored);
    expect(JSON.stringify(seen)).toBe(JSON.stringify(stored));
    await store.close();
  });
});
