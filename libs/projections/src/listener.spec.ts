import { Listener } from './listener.js';
import { taken } from './testing-board.js';
import { event, record, until } from './testing-service.js';
import { TestingStore } from './testing-store.js';

describe('A listener', () => {
  it('hears what is recorded in its categories since it began, with the incarnation that it is of', async () => {
    const store = new TestingStore();
    const heard: string[] = [];
    await record(store, taken('before', 1));
    const listener = new Listener({
      ...{ store, categories: ['test.room'], pauses: { firstMs: 1, maxMs: 2 } },
      hear: ({ stream }, incarnation) => void heard.push(`${stream} of ${incarnation}`),
    });
    listener.start();
    await until(async () => {
      await store.append('test.hall-a', 'any', [event('RoomTaken', {})]);
      await record(store, taken('a', heard.length));
      return heard.length > 0;
    });
    await listener.stop();
    expect(new Set(heard)).toEqual(new Set(['test.room-a of one']));
  });
});
