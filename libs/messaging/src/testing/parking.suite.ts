import type { Message } from '../message-bus.js';
import { consumingOn } from './consuming-on.js';
import type { Broker } from './message-bus.suite.js';
import { until } from './until.js';

/** What becomes of events that cannot be handled, whichever broker carries them. */
export const describeParking = (name: string, open: () => Promise<Broker>): void => {
  describe(`An event that cannot be handled, on ${name}`, () => {
    const { run, told, kept, rows, publish, acting, loseOffsets, parkedSoFar, onlyKey, service, database, broker, topic } =
      consumingOn(open);
    const broken = (position: number) => told(position, { data: { n: 'not fit for a log' } });
    it.each<[string, () => Message, string, string]>([
      ['whose data break the contract', () => broken(1), 'contract-broken', 'n'],
      ['of a version from the future', () => told(1, { type: 'org.liaison.test.told.v2' }), 'version-unknown', 'told.v2'],
      ['whose handler fails', () => told(1, { data: { n: -1 } }), 'RangeError', 'less than nothing'],
    ])('%s is parked with its reason and every later one of its key, while others go on', async (_, poison, code, detail) => {
      service().does = async ({ n }) => {
        if (n < 0) throw new RangeError('less than nothing');
      };
      const consumer = await run();
      await publish(poison(), told(2), told(3, { key: 'other' }), told(4));
      await acting(3);
      await parkedSoFar(consumer, 3);
      const key = await onlyKey(consumer);
      expect(key).toMatchObject({ topic: topic().name, partition: 0, key: 'key', events: 3, first: { position: 1, code } });
      const { queue } = await consumer.strategy.parked.show(key.id);
      expect(queue.map(({ position }) => position)).toEqual([1, 2, 4]);
      expect(queue[0]?.detail).toContain(detail);
      expect(queue.slice(1).map((event) => event.code)).toEqual([undefined, undefined]);
      expect(service().numbers()).toEqual([3]);
      expect(JSON.stringify(database().errors)).not.toMatch(/not fit for a log|less than nothing/);
    });

    it('is tried again before it is parked', async () => {
      let failures = 1;
      service().does = async () => {
        if (failures-- > 0) throw new RangeError('once');
      };
      const { strategy } = await run();
      await publish(told(1));
      await acting(1);
      expect(strategy.consumption()).toMatchObject({ handled: 1, parked: 0, failing: [] });
    });

    it('or cannot even be read is parked with what is wrong, byte for byte, and its key waits with it', async () => {
      const consumer = await run();
      await broker().member().ensureTopics([topic()]);
      await broker().intrude(topic().name, 0, { ...told(1), specversion: '2.0' }, 'key');
      await publish(told(2), told(3, { key: 'other' }));
      await acting(3);
      await parkedSoFar(consumer, 2);
      const key = await onlyKey(consumer);
      expect(key.first).toMatchObject({ code: 'specversion-unknown', detail: 'specversion is not 1.0' });
      expect(await consumer.strategy.replay(key.id)).toMatchObject({
        status: 'stopped',
        code: 'specversion-unknown',
        replayed: 0,
        remaining: 2,
      });
      await consumer.strategy.parked.drop(key.id, key.first?.id ?? 0, { by: 'olga', reason: 'nobody knows what it was' });
      expect(await consumer.strategy.replay(key.id)).toEqual({ id: key.id, status: 'free', replayed: 1, remaining: 0 });
      expect(service().numbers()).toEqual([3, 2]);
    });

    it('is parked once although its offsets were lost, and by a consumer that starts later too', async () => {
      const first = await run();
      await publish(broken(1), told(2));
      await parkedSoFar(first, 2);
      await loseOffsets(first);
      const second = await run();
      await publish(told(3));
      await parkedSoFar(second, 3);
      await until(() => second.strategy.consumption().dropped === 2);
      expect(service().acted).toEqual([]);
    });

    it('stops its partition, with an alarm, when too many keys wait already, until one is free', async () => {
      const consumer = await run({ mostParkedKeys: 2 });
      await publish(...[1, 2, 3].map((n) => ({ ...broken(n), key: `key-${n}` })));
      await until(() => consumer.strategy.consumption().failing.some(({ code }) => code === 'too-many-parked-keys'));
      await publish(told(4, { key: 'fine' }), told(5, { partition: 1 }));
      await acting(5);
      expect(service().numbers()).toEqual([5]);
      expect(database().errors).toContainEqual(expect.objectContaining({ code: 'too-many-parked-keys', position: 3 }));
      const key = await onlyKey(consumer);
      await consumer.strategy.parked.drop(key.id, key.first?.id ?? 0, { by: 'olga', reason: 'a mistake' });
      await acting(4);
      expect((await consumer.strategy.parked.list()).map(({ key: parked }) => parked)).toEqual(['key-2', 'key-3']);
    });

    describe('and is replayed', () => {
      it('acts in its place: what waits goes in order, what arrives meanwhile after it, and then the key is free', async () => {
        let mended = false;
        const arrival = { published: false };
        service().does = async ({ n }) => {
          if (n === 1 && !mended) throw new RangeError('not yet');
          if (n !== 2 || arrival.published) return;
          arrival.published = true;
          await publish(told(4));
          await parkedSoFar(consumer, 3);
        };
        const consumer = await run();
        await publish(told(1), told(2), told(3));
        await parkedSoFar(consumer, 3);
        const key = await onlyKey(consumer);
        expect(await consumer.strategy.replay(key.id)).toMatchObject({
          status: 'stopped',
          code: 'RangeError',
          replayed: 0,
          event: key.first?.id,
        });
        expect((await onlyKey(consumer)).first?.attempts).toBeGreaterThan(key.first?.attempts ?? 99);
        mended = true;
        expect(await consumer.strategy.replay(key.id)).toEqual({ id: key.id, status: 'free', replayed: 4, remaining: 0 });
        await publish(told(5));
        await acting(5);
        expect(service().numbers()).toEqual([1, 2, 3, 4, 5]);
        expect(await consumer.strategy.parked.count()).toEqual({ keys: 0, events: 0 });
      });

      it('is the same command that it was at its first delivery', async () => {
        let mended = false;
        const commands: string[] = [];
        service().does = async ({ cause }) => {
          commands.push(cause.commandId);
          if (!mended) throw new RangeError('not yet');
        };
        const consumer = await run();
        await publish(told(1));
        await parkedSoFar(consumer, 1);
        mended = true;
        await consumer.strategy.replay((await onlyKey(consumer)).id);
        expect(service().numbers()).toEqual([1]);
        expect(new Set(commands).size).toBe(1);
      });

      it('by two at once acts once, and one of them is told', async () => {
        let mended = false;
        let begun = () => {};
        const beginning = new Promise<void>((resolve) => (begun = resolve));
        let go = () => {};
        const may = new Promise<void>((resolve) => (go = resolve));
        service().does = async () => {
          if (!mended) throw new RangeError('not yet');
          begun();
          await may;
        };
        const consumer = await run();
        await publish(kept(1));
        await parkedSoFar(consumer, 1);
        const { id } = await onlyKey(consumer);
        mended = true;
        const first = consumer.strategy.replay(id);
        await beginning;
        await expect(consumer.strategy.replay(id)).rejects.toMatchObject({ code: 'parked-key-busy' });
        go();
        expect(await first).toMatchObject({ status: 'free', replayed: 1 });
        expect((await rows()).numbers).toEqual([1]);
      });

      it('while infrastructure fails stays where it is', async () => {
        let fault: Error = new RangeError('not yet');
        service().does = async () => {
          throw fault;
        };
        const consumer = await run();
        await publish(told(1));
        await parkedSoFar(consumer, 1);
        fault = Object.assign(new Error('away'), { code: '57P01' });
        const key = await onlyKey(consumer);
        await expect(consumer.strategy.replay(key.id)).rejects.toThrow('away');
        expect((await onlyKey(consumer)).first).toEqual(key.first);
      });
    });

    it('and is dropped is kept apart with who dropped it and why', async () => {
      const consumer = await run();
      await publish(broken(1));
      await parkedSoFar(consumer, 1);
      const key = await onlyKey(consumer);
      const { parked } = consumer.strategy;
      expect(await parked.drop(key.id, key.first?.id ?? 0, { by: 'olga', reason: 'sent by mistake' })).toBe(true);
      expect(await parked.list()).toEqual([]);
      await expect(parked.drop(key.id, key.first?.id ?? 0, { by: 'olga', reason: 'again' })).rejects.toMatchObject({
        code: 'parked-event-unknown',
      });
      const { rows } = await database().service.query('select key, position::int, code, dropped_by, reason from parked_dropped');
      expect(rows).toEqual([{ key: 'key', position: 1, code: 'contract-broken', dropped_by: 'olga', reason: 'sent by mistake' }]);
      await expect(parked.show('5a9c1b52-94be-4b7d-a1c8-7d2f6e9b4a08')).rejects.toMatchObject({ code: 'parked-key-unknown' });
    });
  });
};
