import { Controller } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { contract } from '@liaison/contracts';
import { z } from 'zod';
import { Consumes } from '../consumer/consumes.js';
import { consumingOn } from './consuming-on.js';
import { topicOf, type Broker } from './message-bus.suite.js';
import { until } from './until.js';

@Controller()
class WithoutContract {
  @EventPattern<string>('org.liaison.test.told.v1')
  anything() {
    return undefined;
  }
}
const elsewhere = contract('org.liaison.test.elsewhere.v1', topicOf('', 'elsewhere', 1), z.object({}));
@Controller()
class OfAnotherTopic {
  @Consumes(elsewhere)
  async elsewhere() {
    return undefined;
  }
}

/** What a service can rely on when it consumes, whichever broker carries its messages. */
export const describeConsumer = (name: string, open: () => Promise<Broker>): void => {
  describe(`A consumer on ${name}`, () => {
    const { run, told, kept, rows, publish, acting, loseOffsets, service, database, broker, topic, group } = consumingOn(open);

    it('acts on an event, as a command that is the same at every delivery', async () => {
      await run();
      const original = told(1, { traceparent: '00-1-2-01' });
      await publish(original);
      await acting(1);
      expect(service().acted).toMatchObject([
        {
          n: 1,
          cause: {
            ...{ by: group(), at: '2026-12-01T09:00:00Z', causationId: original.id, traceparent: '00-1-2-01' },
            ...{ commandId: expect.any(String) as unknown, fingerprint: expect.any(String) as unknown },
          },
        },
      ]);
    });

    it('acts once on an event that is delivered twice, by sources and partitions apart', async () => {
      const { strategy } = await run();
      await publish(told(1), told(2), told(1, { partition: 1 }), told(1, { source: '/liaison/other' }));
      await publish(told(1), told(2), told(3), told(1, { partition: 1 }), told(1, { source: '/liaison/other' }));
      await publish(told(8), told(9, { partition: 1 }));
      await acting(8, 9);
      expect(strategy.consumption()).toMatchObject({ handled: 7, parked: 0, failing: [], state: 'consuming' });
      expect(service().numbers().toSorted()).toEqual([1, 1, 1, 2, 3, 8, 9]);
    });

    it('acts once although its offsets were lost', async () => {
      const first = await run();
      await publish(told(1), told(2, { partition: 1 }));
      await acting(1, 2);
      await loseOffsets(first);
      const { strategy } = await run();
      await until(() => strategy.consumption().dropped === 2);
      expect(service().acted).toHaveLength(2);
    });

    it('tells apart events of one position, and those of a store that was restored', async () => {
      await run();
      await publish(told(1), told(1, { index: 1 }), told(1, { incarnation: 'two' }));
      await until(() => service().acted.length === 3);
      expect(new Set(service().acted.map(({ cause }) => cause.commandId)).size).toBe(3);
    });

    it('commits rows together with the note that the event has acted, once whatever fails and comes again', async () => {
      let failures = 2;
      service().does = async ({ n }) => {
        if (n === 1 && failures-- > 0) throw Object.assign(new Error('after the effect'), { code: 'ECONNRESET' });
      };
      const first = await run();
      await publish(kept(1), kept(2));
      await until(() => first.strategy.consumption().handled === 2);
      await loseOffsets(first);
      const { strategy } = await run();
      await until(() => strategy.consumption().dropped === 2);
      expect((await rows()).numbers).toEqual([1, 2]);
    });

    it('whose infrastructure fails parks nothing: the event comes again until it goes well, and others of its partition wait', async () => {
      let away = true;
      service().does = async ({ n }) => {
        if (n === 1 && away) throw Object.assign(new Error('not fit for a log'), { code: 'ECONNREFUSED' });
      };
      const { strategy } = await run();
      await publish(told(1), told(3, { partition: 1, key: 'third' }));
      await until(() => (strategy.consumption().failing[0]?.attempts ?? 0) >= 2);
      await publish(told(2, { key: 'other' }));
      await until(() => (strategy.consumption().failing[0]?.attempts ?? 0) >= 4);
      expect(strategy.consumption().failing).toMatchObject([{ topic: topic().name, partition: 0, position: 1, code: 'ECONNREFUSED' }]);
      expect(service().numbers()).toEqual([3]);
      expect(await strategy.parked.count()).toEqual({ keys: 0, events: 0 });
      away = false;
      await acting(1, 2);
      expect(strategy.consumption()).toMatchObject({ handled: 3, parked: 0, failing: [] });
      expect(JSON.stringify(database().errors)).not.toContain('not fit for a log');
    });

    it('skips types that it does not handle, and counts them', async () => {
      const { strategy } = await run();
      await publish(told(1, { type: 'org.liaison.test.unheard.v9' }), told(2));
      await acting(2);
      expect(strategy.consumption().skipped).toEqual({ 'org.liaison.test.unheard.v9': 1 });
      expect(strategy.consumption()).toMatchObject({ handled: 1, parked: 0 });
    });

    it('that could never work does not start', async () => {
      await expect(run({ controller: WithoutContract })).rejects.toMatchObject({ code: 'invalid-consumer' });
      await expect(run({ controller: OfAnotherTopic })).rejects.toMatchObject({ code: 'invalid-consumer' });
    });

    it('of a topic with another number of partitions does not begin, and says why', async () => {
      await broker().member().ensureTopics([topic()]);
      const { strategy } = await run({ topic: { ...topic(), partitions: 3 } });
      await until(() => strategy.consumption().code === 'topic-mismatch');
      expect(strategy.consumption().state).toBe('starting');
    });
  });
};
