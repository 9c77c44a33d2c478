import { TopicMismatch, UnknownTopic } from '../errors.js';
import { isUndecodable, type Message, type MessageBus, type Undecodable } from '../message-bus.js';
import { message } from './message.js';
import { until } from './until.js';

/** A broker of one's own, or a corner of one: names that begin with `name` are nobody else's. Each member is what one process would have. */
export type Broker = {
  readonly name: string;
  readonly member: () => MessageBus;
  /** A record that no member has written. */
  readonly intrude: (topic: string, partition: number, event: object, key: string) => Promise<void>;
  /** As if the group had never committed what it has handled. */
  readonly loseOffsets: (group: string) => Promise<void>;
  readonly dispose: () => Promise<void>;
};

/** What every message bus has to be, whichever broker carries it. */
export const describeMessageBus = (name: string, open: () => Promise<Broker>): void => {
  let broker: Broker;
  let [topic, other] = [topicOf('', 'cases', 3), topicOf('', 'others', 1)];
  const stops: (() => Promise<void>)[] = [];

  beforeEach(async () => {
    broker = await open();
    [topic, other] = [topicOf(broker.name, 'cases', 3), topicOf(broker.name, 'others', 1)];
    await broker.member().ensureTopics([topic, other]);
  }, 120_000); // the first may have to wait for a broker to start
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
    await broker.dispose();
  });

  const at = (partition: number, position: number): Message => message({ topic: topic.name, partition, position, data: { position } });
  const publish = (...messages: readonly Message[]) => broker.member().publish(messages);
  const consume = (group: string, each: (message: Message) => Promise<void> | void, bus = broker.member()) => {
    const [leaving, handled, unread]: [AbortController, Message[], Undecodable[]] = [new AbortController(), [], []];
    const ended = bus.consume({
      ...{ group: `${group}.${broker.name}`, topics: [topic.name], signal: leaving.signal },
      deliver: async ([received]) => {
        if (!received) return 0;
        if (isUndecodable(received)) return unread.push(received) && 1;
        await each(received);
        handled.push(received);
        return 1;
      },
    });
    const stop = () => {
      leaving.abort();
      return ended;
    };
    stops.push(stop);
    const positions = (partition?: number) =>
      handled.filter((each) => partition === undefined || each.partition === partition).map(({ position }) => position);
    return { handled, unread, positions, stop };
  };
  const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

  describe(`Messages on ${name}`, () => {
    it('arrive as they were published', async () => {
      const told = message({
        topic: topic.name,
        data: { ids: ['a', 'ü'], deep: { n: 1.5, nothing: null } },
        key: 'ключ',
        traceparent: '00-1-2-01',
      });
      await publish(told);
      const consumer = consume('billing', () => undefined);
      await until(() => consumer.handled.length === 1);
      expect(consumer.handled).toEqual([told]);
    });

    it('of one partition arrive in order, those from before the group as well as those while it listens', async () => {
      await publish(...numbers(1, 100).map((n) => at(n % 2, n)));
      const consumer = consume('billing', () => undefined);
      await until(() => consumer.handled.length === 100);
      for (const n of numbers(101, 120)) await publish(at(n % 2, n));
      await until(() => consumer.handled.length === 120);
      expect(consumer.positions(0)).toEqual(numbers(1, 60).map((n) => n * 2));
      expect(consumer.positions(1)).toEqual(numbers(1, 60).map((n) => n * 2 - 1));
    });

    it('are for every group', async () => {
      const [billing, outreach] = [consume('billing', () => undefined), consume('outreach', () => undefined)];
      await publish(at(0, 1));
      await until(() => billing.handled.length === 1 && outreach.handled.length === 1);
    });

    it('of topics that a group does not name do not reach it', async () => {
      const consumer = consume('billing', () => undefined);
      await publish({ ...at(0, 1), topic: other.name }, at(0, 2));
      await until(() => consumer.handled.length > 0);
      expect(consumer.positions()).toEqual([2]);
    });

    it('are refused for a topic or a partition that nobody has ensured', async () => {
      await expect(publish({ ...at(0, 1), topic: `test.nobody${broker.name}.v1` })).rejects.toThrow(UnknownTopic);
      await expect(publish(at(3, 1))).rejects.toThrow(UnknownTopic);
    });

    it('are refused when their data are larger than any broker takes, and none of their batch is sent', async () => {
      const consumer = consume('billing', () => undefined);
      const huge = { ...at(0, 2), data: 'x'.repeat(2 * 1024 * 1024) };
      await expect(publish(at(0, 1), huge)).rejects.toMatchObject({ code: 'message-too-large', position: 2 });
      await publish(at(0, 3));
      await until(() => consumer.handled.length > 0);
      expect(consumer.positions()).toEqual([3]);
    });

    it('of nearly a mebibyte arrive, several at once', async () => {
      const consumer = consume('billing', () => undefined);
      await publish(...numbers(1, 3).map((n) => ({ ...at(0, n), data: 'ü'.repeat(499_000) })));
      await until(() => consumer.handled.length === 3);
      expect(consumer.positions()).toEqual([1, 2, 3]);
    });

    it('that are none of ours are handed over as what they are, in their place', async () => {
      await publish(at(0, 1));
      await broker.intrude(topic.name, 0, { ...at(0, 2), specversion: '2.0' }, 'somebody');
      await broker.intrude(topic.name, 0, { anything: true }, 'somebody');
      await publish(at(0, 3));
      let unreadBefore: number | undefined;
      const consumer = consume('billing', ({ position }) => {
        if (position === 3) unreadBefore = consumer.unread.length;
      });
      await until(() => consumer.handled.length === 2);
      expect(unreadBefore).toBe(2);
      expect(consumer.unread).toMatchObject([
        { topic: topic.name, partition: 0, key: 'somebody', code: 'specversion-unknown' },
        { topic: topic.name, partition: 0, key: 'somebody', code: 'not-a-cloud-event' },
      ]);
    });
  });

  describe(`A handler on ${name}`, () => {
    it('has one message of a partition at a time, and those of several partitions side by side', async () => {
      const working = new Map<number, number>();
      let [together, doubled] = [0, false];
      const both = new Promise<void>((resolve) => {
        const consumer = consume('billing', async ({ partition }) => {
          working.set(partition, (working.get(partition) ?? 0) + 1);
          doubled ||= (working.get(partition) ?? 0) > 1;
          together = Math.max(together, [...working.values()].filter((n) => n > 0).length);
          if (together > 1) resolve();
          await (consumer.handled.length === 0 ? both : undefined);
          working.set(partition, (working.get(partition) ?? 0) - 1);
        });
      });
      await publish(...numbers(1, 20).map((n) => at(n % 2, n)));
      await both;
      expect({ together, doubled }).toEqual({ together: 2, doubled: false });
    });

    it('that rejects gets the same message again before the next one, while other partitions go on', async () => {
      let attempts = 0;
      const consumer = consume('billing', ({ position }) => {
        if (position === 2 && ++attempts < 4) throw new Error('not now');
      });
      await publish(at(0, 1), at(0, 2), at(0, 3), ...numbers(4, 9).map((n) => at(1, n)));
      await until(() => consumer.handled.length === 9);
      expect(consumer.positions(0)).toEqual([1, 2, 3]);
      expect(consumer.positions(1)).toEqual(numbers(4, 9));
      expect(consumer.positions().indexOf(9)).toBeLessThan(consumer.positions().indexOf(2));
    });

    it('gets what waits in a partition in batches, and again what it has not handled of one', async () => {
      const leaving = new AbortController();
      const batches: number[][] = [];
      await publish(...numbers(1, 40).map((n) => at(0, n)));
      const ended = broker.member().consume({
        ...{ group: `billing.${broker.name}`, topics: [topic.name], signal: leaving.signal },
        deliver: async (records) => {
          const handled = Math.ceil(records.length / 2);
          batches.push(records.slice(0, handled).flatMap((record) => (isUndecodable(record) ? [] : [record.position])));
          return handled;
        },
      });
      await until(() => batches.flat().length === 40);
      leaving.abort();
      await ended;
      expect(batches.flat()).toEqual(numbers(1, 40));
      expect(batches.length).toBeLessThan(40);
    });

    it('that has begun is waited for at a stop', async () => {
      let finish = () => {};
      const finished = new Promise<void>((resolve) => (finish = resolve));
      let begun = false;
      const consumer = consume('billing', () => {
        begun = true;
        return finished;
      });
      await publish(at(0, 1));
      await until(() => begun);
      const stopped = consumer.stop().then(() => consumer.handled.length);
      finish();
      expect(await stopped).toBe(1);
    });
  });

  describe(`A group on ${name}`, () => {
    it('goes on after what it has handled, and with what it has not', async () => {
      await publish(...numbers(1, 5).map((n) => at(0, n)));
      const first = consume('billing', ({ position }) => {
        if (position === 4) throw new Error('not now');
      });
      await until(() => first.handled.length === 3);
      await first.stop();
      const second = consume('billing', () => undefined);
      await until(() => second.handled.length >= 2);
      expect(second.positions()).toEqual([4, 5]);
    });

    it('shares its messages among its members, each for one of them, and who leaves hands over', async () => {
      const [first, second] = [consume('billing', () => undefined), consume('billing', () => undefined)];
      const handled = () => new Set([...first.positions(), ...second.positions()]);
      await publish(...numbers(1, 60).map((n) => at(n % 3, n)));
      await until(() => handled().size === 60);
      const doubled = first.handled.length + second.handled.length - 60; // while the second one joined
      expect(doubled).toBeLessThanOrEqual(3);
      const [staying, leaving] = first.handled.length > 0 ? [second, first] : [first, second];
      await leaving.stop();
      await publish(...numbers(61, 90).map((n) => at(n % 3, n)));
      await until(() => handled().size === 90);
      expect(first.handled.length + second.handled.length).toBe(90 + doubled);
      expect(staying.positions().length).toBeGreaterThanOrEqual(30);
    });
  });

  describe(`A topic on ${name}`, () => {
    it('may be ensured by everybody who uses it', async () =>
      expect(await Promise.all([1, 2, 3].map(() => broker.member().ensureTopics([topic])))).toHaveLength(3));

    it('with another number of partitions is another contract', async () => {
      const wrong = broker.member().ensureTopics([{ ...topic, partitions: 4 }]);
      await expect(wrong).rejects.toThrow(TopicMismatch);
      await expect(wrong).rejects.toMatchObject({ code: 'topic-mismatch', topic: topic.name, expected: 4, actual: 3 });
    });
  });

  describe(name, () => {
    it('says that it can be reached', async () => expect(await broker.member().health()).toEqual({ ok: true }));

    it('tells how many messages a group has before it', async () => {
      let go = () => {};
      const may = new Promise<void>((resolve) => (go = resolve));
      const bus = broker.member();
      const consumer = consume('billing', ({ position }) => (position > 1 ? may : undefined), bus);
      const lag = async () => (await bus.lag(`billing.${broker.name}`)).find(({ partition }) => partition === 1)?.lag;
      await publish(at(1, 1), at(1, 2), at(1, 3));
      await until(async () => [2, 3].includes((await lag()) ?? 0)); // an adapter may look at what was committed
      go();
      await until(async () => (await lag()) === 0);
      expect(consumer.positions()).toEqual([1, 2, 3]);
    });
  });
};

export const topicOf = (broker: string, name: string, partitions: number) => ({
  name: `test${broker}.${name}.v1`,
  partitions,
  retentionDays: 1,
});
