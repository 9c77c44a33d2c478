import type { Message } from '../message-bus.js';
import { consumingOn } from './consuming-on.js';
import type { Broker } from './message-bus.suite.js';
import { until } from './until.js';

/** What waits is taken together; whatever happens, each event acts as it would have alone, whichever broker carries them. */
export const describeBatches = (name: string, open: () => Promise<Broker>): void => {
  const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

  describe(`Events that wait in one partition of ${name}`, () => {
    const { run, told, kept, publish, acting, rows, loseOffsets, parkedSoFar, onlyKey, service, database, broker, topic } =
      consumingOn(open);
    /** Before anybody consumes them. */
    const waiting = async (...messages: readonly Message[]) => {
      await broker().member().ensureTopics([topic()]);
      await publish(...messages);
    };

    it('share a transaction when their effect is rows, in their order', async () => {
      await waiting(...numbers(1, 60).map((n) => kept(n, { key: `key-${n % 7}` })));
      const { strategy } = await run();
      await until(() => strategy.consumption().handled === 60);
      const written = await rows();
      expect(written.numbers).toEqual(numbers(1, 60));
      expect(written.transactions).toBeLessThan(30);
      const { rows: marks } = await database().service.query('select position::int from consumed');
      expect(marks).toEqual([{ position: 60 }]);
    });

    it('act once although they come twice in one batch, and again after their offsets were lost', async () => {
      await waiting(...numbers(1, 20).map((n) => kept(n)), ...numbers(11, 25).map((n) => kept(n)));
      const first = await run();
      await until(() => first.strategy.consumption().handled === 25);
      await loseOffsets(first);
      const { strategy } = await run();
      await publish(kept(26));
      await until(async () => (await rows()).numbers.includes(26));
      expect(strategy.consumption().dropped).toBeGreaterThanOrEqual(25);
      expect((await rows()).numbers).toEqual(numbers(1, 26));
    });

    it('act once when another member has handled some of them meanwhile', async () => {
      const { strategy } = await run();
      await publish(kept(1));
      await until(() => strategy.consumption().handled === 1);
      await database().service.query('update consumed set position = 4');
      await publish(...numbers(2, 8).map((n) => kept(n)));
      await until(async () => (await rows()).numbers.includes(8));
      expect((await rows()).numbers).toEqual([1, 5, 6, 7, 8]);
      expect(strategy.consumption()).toMatchObject({ dropped: 3, parked: 0, failing: [] });
    });

    it('are parked by key when one of them cannot be handled, and all others act once and in order', async () => {
      service().does = async ({ n }) => {
        if (n === 13) throw new RangeError('unlucky');
      };
      await waiting(...numbers(1, 40).map((n) => kept(n, { key: `key-${n % 5}` })));
      const consumer = await run();
      await parkedSoFar(consumer, 6);
      await until(() => consumer.strategy.consumption().handled === 34);
      const followers = [13, 18, 23, 28, 33, 38];
      expect((await rows()).numbers).toEqual(numbers(1, 40).filter((n) => !followers.includes(n)));
      const key = await onlyKey(consumer);
      expect((await consumer.strategy.parked.show(key.id)).queue.map(({ position }) => position)).toEqual(followers);
    });

    it('are queued behind their parked key within a batch, and act again when it is free', async () => {
      let mended = false;
      service().does = async ({ n }) => {
        if (n === 1 && !mended) throw new RangeError('not yet');
      };
      const consumer = await run();
      await publish(kept(1));
      await parkedSoFar(consumer, 1);
      await publish(...numbers(2, 30).map((n) => kept(n, { key: n % 3 === 0 ? 'key' : 'other' })));
      await parkedSoFar(consumer, 11);
      await until(() => consumer.strategy.consumption().handled === 19);
      mended = true;
      expect(await consumer.strategy.replay((await onlyKey(consumer)).id)).toMatchObject({ status: 'free', replayed: 11 });
      await publish(...numbers(31, 40).map((n) => kept(n)));
      await until(async () => (await rows()).numbers.length === 40);
      const written = (await rows()).numbers;
      expect(written.filter((n) => n % 3 === 0)).toEqual(numbers(1, 40).filter((n) => n % 3 === 0));
      expect(await consumer.strategy.parked.count()).toEqual({ keys: 0, events: 0 });
    });

    it('leave nothing behind when infrastructure fails in the middle of them, and act once when it is back', async () => {
      let away = true;
      service().does = async ({ n }) => {
        if (n === 17 && away) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
      };
      await waiting(...numbers(1, 30).map((n) => kept(n)));
      const { strategy } = await run();
      await until(() => strategy.consumption().failing.length > 0);
      expect((await rows()).numbers.every((n) => n < 17)).toBe(true);
      away = false;
      await until(() => strategy.consumption().handled === 30);
      expect((await rows()).numbers).toEqual(numbers(1, 30));
      expect(strategy.consumption()).toMatchObject({ parked: 0, failing: [] });
    });

    it('keep their order when those taken one by one and those taken together alternate', async () => {
      const effects: number[] = [];
      service().does = async ({ n }) => void effects.push(n);
      await waiting(...numbers(1, 40).map((n) => (n % 8 < 4 ? kept(n) : told(n))));
      const { strategy } = await run();
      await until(() => strategy.consumption().handled === 40);
      expect(effects).toEqual(numbers(1, 40));
    });

    it('act side by side when their effect is a command, each key in its order', async () => {
      let [working, most] = [0, 0];
      let go = () => {};
      const many = new Promise<void>((resolve) => (go = resolve));
      service().does = async () => {
        working += 1;
        most = Math.max(most, working);
        if (working === 4) go();
        await many;
        working -= 1;
      };
      await waiting(...numbers(1, 40).map((n) => told(n, { key: `key-${n % 5}` })));
      const { strategy } = await run();
      await until(() => strategy.consumption().handled === 40);
      expect(most).toBe(5);
      for (const key of [0, 1, 2, 3, 4])
        expect(
          service()
            .numbers()
            .filter((n) => n % 5 === key),
        ).toEqual(numbers(1, 40).filter((n) => n % 5 === key));
    });

    it('and act side by side are not asked again for what they did when one before them fails, nor go on with its key', async () => {
      let away = true;
      const asked: number[] = [];
      service().does = async ({ n }) => {
        asked.push(n);
        if (n === 3 && away) throw Object.assign(new Error('away'), { code: '57P01' });
      };
      await waiting(...numbers(1, 12).map((n) => told(n, { key: `key-${n % 3}` })));
      const { strategy } = await run();
      await until(() => (strategy.consumption().failing[0]?.attempts ?? 0) >= 2);
      expect(asked.filter((n) => n !== 3 && n % 3 === 0)).toEqual([]);
      away = false;
      await acting(12);
      await until(() => strategy.consumption().handled === 12);
      expect(asked.filter((n) => n !== 3).toSorted((a, b) => a - b)).toEqual(numbers(1, 12).filter((n) => n !== 3));
    });
  });
};
