import { event, events, freshStream, idsOf, until } from '../testing/events.js';
import { postgresFixture, type PostgresFixture } from '../testing/postgres-fixture.js';
import { reader, type Reader } from '../testing/reader.js';

const few = 'suite.few_er';

describe('Categories of which there is little in a long store', () => {
  let fixture: PostgresFixture;
  const readers: Reader[] = [];
  beforeAll(async () => {
    fixture = await postgresFixture();
    const store = fixture.store();
    for (let n = 0; n < 6; n++) {
      await store.append(freshStream('few_er'), 'no-stream', [event({ n }), event({ n }, 'Other')]);
      await store.append(freshStream('fewXer'), 'no-stream', events(1)); // what a pattern would take for the other
      for (let hundreds = 0; hundreds < 10; hundreds++) await store.append(freshStream('visit'), 'no-stream', events(100));
    }
    await store.append(freshStream('few_er'), 'no-stream', events(501)); // more than a page
  });
  afterEach(() => Promise.all(readers.splice(0).map(({ stop }) => stop())));
  afterAll(() => fixture?.dispose());

  const reading = async (options: Partial<Parameters<typeof reader>[1]> = {}): Promise<Reader> => {
    const store = fixture.store();
    const [head, incarnation] = [await store.head(), await store.incarnation()];
    const running = reader(store, { after: 0, categories: [few], incarnation, ...options });
    readers.push(running);
    await until(() => running.upTo() >= head);
    return running;
  };

  it('are the same events in the same order, looked for or gone through', async () => {
    const [gone, lookedFor] = [await reading(), await reading({ sparse: true })];
    expect(lookedFor.seen).toHaveLength(513);
    expect(lookedFor.seen).toEqual(gone.seen);
    expect(lookedFor.batches.map(({ upTo }) => upTo)).toEqual(lookedFor.batches.map(({ upTo }) => upTo).toSorted((a, b) => a - b));
    expect(lookedFor.upTo()).toBe(gone.upTo());
  });

  it('are a few batches, not all that lies between', async () => {
    expect((await reading()).batches.length).toBeGreaterThan(10);
    expect((await reading({ sparse: true })).batches.length).toBeLessThan(5);
  });

  it('go on from any position, and live from the end', async () => {
    const all = await reading({ sparse: true });
    const after = all.seen[3]?.position ?? 0;
    const running = await reading({ sparse: true, after, types: ['Other'] });
    expect(running.seen).toEqual(all.seen.filter(({ position, type }) => position > after && type === 'Other'));
    const store = fixture.store();
    const later = event({}, 'Other');
    await store.append(freshStream('few_er'), 'no-stream', [later]);
    await store.append(freshStream('visit'), 'no-stream', events(1));
    const head = await store.head();
    await until(() => running.upTo() >= head);
    expect(idsOf(running.seen).at(-1)).toBe(later.id);
  });

  it('of another incarnation are nobody’s', async () => {
    const { signal } = new AbortController();
    const other = 'b9d3f1a4-7c2e-4f60-8a15-2e4c6d8f0b13';
    const subscribed = fixture.store().subscribe({ after: 0, categories: [few], sparse: true, incarnation: other, signal });
    await expect(subscribed[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'other-incarnation' });
  });
});
