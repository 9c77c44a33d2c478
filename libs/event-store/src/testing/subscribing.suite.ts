import { event, events, freshStream, idsOf, numbers, readEverything, until } from './events.js';
import { reader } from './reader.js';
import { describeSlowReaders } from './slow-readers.suite.js';
import type { Stage } from './stage.js';

export const describeSubscribing = (stage: Stage): void => {
  /** Appends of one event each, from both instances, while others go on. */
  const keepAppending = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 10)
      await Promise.all(numbers(1, 10).map((each) => stage.either(each).append(freshStream(), 'no-stream', [event({ n: n + each })])));
  };
  const positionsOf = (recorded: readonly { readonly position: number }[]) => recorded.map(({ position }) => position);
  const whole = async (after: number) => positionsOf(await readEverything(stage.one, { after }));

  describe('A subscription', () => {
    it('goes from what was to what comes without a gap or a repeat', async () => {
      const after = await stage.one.head();
      for (const _ of numbers(1, 3)) await stage.one.append(freshStream(), 'no-stream', events(600));
      const following = reader(stage.two, { after });
      await keepAppending(500);
      await until(() => following.seen.length >= 2_300);
      await following.stop();
      expect(positionsOf(following.seen)).toEqual(await whole(after));
    });

    it('shows what is appended while it waits, here and elsewhere', async () => {
      const following = reader(stage.two, { after: await stage.one.head() });
      for (const n of numbers(1, 6)) {
        await stage.either(n).append(freshStream(), 'no-stream', [event({ n })]);
        await until(() => following.seen.length === n);
      }
      await following.stop();
      expect(following.seen.map(({ data }) => data)).toEqual(numbers(1, 6).map((n) => ({ n })));
    });

    it('gives everybody the same order', async () => {
      const after = await stage.one.head();
      const readers = numbers(1, 4).map((n) => reader(stage.either(n), { after }));
      await keepAppending(300);
      await until(() => readers.every(({ seen }) => seen.length >= 300));
      await Promise.all(readers.map(({ stop }) => stop()));
      const order = await whole(after);
      for (const { seen } of readers) expect(positionsOf(seen)).toEqual(order);
    });

    it('says with each batch how far it has come, and never goes back', async () => {
      const after = await stage.one.head();
      const following = reader(stage.two, { after });
      await keepAppending(100);
      await until(() => following.seen.length >= 100);
      await following.stop();
      let reached = after;
      for (const { events: shown, upTo } of following.batches) {
        for (const { position } of shown) expect(position).toBeGreaterThan(reached);
        expect(upTo).toBeGreaterThanOrEqual(shown.at(-1)?.position ?? reached);
        reached = upTo;
      }
    });

    it('resumes at any checkpoint as if it had never stopped', async () => {
      const after = await stage.one.head();
      for (const _ of numbers(1, 4)) await stage.one.append(freshStream(), 'no-stream', events(300));
      const writing = keepAppending(200);
      const seen: number[] = [];
      for (let checkpoint = after; seen.length < 1_400;) {
        const leaving = new AbortController();
        for await (const { events: shown, upTo } of stage.another().subscribe({ after: checkpoint, signal: leaving.signal })) {
          seen.push(...positionsOf(shown));
          checkpoint = upTo;
          leaving.abort();
        }
      }
      await writing;
      expect(seen).toEqual(await whole(after));
    });

    it('ends when its signal says so, also while it waits', async () => {
      const waiting = reader(stage.one, { after: await stage.one.head() });
      await stage.one.append(freshStream(), 'no-stream', events(1));
      await until(() => waiting.seen.length === 1);
      await waiting.stop();
      await stage.one.append(freshStream(), 'no-stream', events(1));
      expect(waiting.seen).toHaveLength(1);
    });

    it('ends when its store is closed', async () => {
      const store = stage.another();
      const after = await stage.one.head();
      const ending = (async () => {
        for await (const { upTo } of store.subscribe({ after, signal: new AbortController().signal })) expect(upTo).toBeGreaterThan(after);
        return 'ended';
      })();
      await stage.one.append(freshStream(), 'no-stream', events(1));
      await store.close();
      expect(await ending).toBe('ended');
    });

    it('comes back when its connection was lost, and has missed nothing', async () => {
      const after = await stage.one.head();
      const following = reader(stage.two, { after });
      for (const round of numbers(1, 5)) {
        await Promise.all([keepAppending(40), stage.interrupt()]);
        await until(() => following.seen.length >= round * 40);
      }
      await following.stop();
      expect(positionsOf(following.seen)).toEqual(await whole(after));
    });
  });

  describe('A filtered subscription', () => {
    it.each([
      ['by category', { categories: ['suite.ward'] }, ({ stream }: { stream: string }) => stream.startsWith('suite.ward-')],
      ['by type', { types: ['Moved', 'Left'] }, ({ type }: { type: string }) => type !== 'Told'],
      [
        'by both',
        { categories: ['suite.ward', 'suite.room'], types: ['Left'] },
        ({ stream, type }: { stream: string; type: string }) => type === 'Left' && !stream.startsWith('suite.other-'),
      ],
    ])('%s shows what it asked for, and comes past all the rest', async (_, filter, wanted) => {
      const after = await stage.one.head();
      const following = reader(stage.two, { after, ...filter });
      for (const n of numbers(1, 12)) {
        const category = ['ward', 'room', 'other'][n % 3];
        await stage.one.append(freshStream(category), 'no-stream', [event({ n }), event({ n }, 'Moved'), event({ n }, 'Left')]);
      }
      // the last ones are for nobody
      const { position } = await stage.one.append(freshStream('other'), 'no-stream', events(30));
      await until(() => following.upTo() >= position);
      await following.stop();
      const expected = (await readEverything(stage.one, { after })).filter(wanted);
      expect(expected.length).toBeGreaterThan(3);
      expect(idsOf(following.seen)).toEqual(idsOf(expected));
    });

    it('does not take a category for another one that begins like it', async () => {
      const after = await stage.one.head();
      const following = reader(stage.two, { after, categories: ['suite.ward'] });
      await stage.one.append(freshStream('wardRound'), 'no-stream', events(1));
      const { position } = await stage.one.append(freshStream('ward'), 'no-stream', events(1));
      await until(() => following.upTo() >= position);
      await following.stop();
      expect(positionsOf(following.seen)).toEqual([position]);
    });
  });

  describeSlowReaders(stage);
};
