import { Beat } from './beat.js';
import { follow } from './follow.js';
import { taken } from './testing-board.js';
import { record, until } from './testing-service.js';
import { TestingStore } from './testing-store.js';

describe('Whoever follows a store', () => {
  it('begins again when it becomes another incarnation, though no connection breaks and nothing arrives', async () => {
    const store = new TestingStore();
    const leaving = new AbortController();
    const done: string[] = [];
    const following = follow({
      ...{ store, signal: leaving.signal, checkIncarnationMs: 2, pauses: { firstMs: 1, maxMs: 2 } },
      from: async (incarnation) => {
        done.push(`from the checkpoint of ${incarnation}`);
        return 0;
      },
      apply: async ({ upTo }, _, incarnation) => {
        done.push(`${incarnation} up to ${upTo}`);
        return upTo;
      },
      failed: (fault) => {
        throw fault;
      },
    });
    await record(store, taken('a', 1));
    await until(() => done.includes('one up to 1'));
    store.restored(1, 'two');
    await until(() => done.includes('two up to 1'));
    leaving.abort();
    await following;
    expect(done).toEqual(['from the checkpoint of one', 'one up to 1', 'from the checkpoint of two', 'two up to 1']);
  });

  it('rests after a small batch, so that what comes meanwhile is one batch', async () => {
    const store = new TestingStore();
    const leaving = new AbortController();
    const batches: number[] = [];
    const following = follow({
      ...{ store, signal: leaving.signal, rest: new Beat(250) },
      from: () => Promise.resolve(0),
      apply: ({ events, upTo }) => {
        batches.push(events.length);
        return Promise.resolve(upTo);
      },
      failed: (fault) => {
        throw fault;
      },
    });
    await record(store, taken('a', 1));
    await until(() => batches.length === 1);
    for (const n of [2, 3, 4]) await record(store, taken('a', n));
    await until(() => batches.length === 2);
    leaving.abort();
    await following;
    expect(batches).toEqual([1, 3]);
  });
});
