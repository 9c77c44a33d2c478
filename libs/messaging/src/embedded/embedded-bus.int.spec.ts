import { embeddedCorner } from '../testing/embedded-corner.js';
import { describeMessageBus } from '../testing/message-bus.suite.js';
import { message } from '../testing/message.js';
import { until } from '../testing/until.js';
import { InvalidTopicName } from '../errors.js';
import type { Message } from '../message-bus.js';
import { EmbeddedBus } from './embedded-bus.js';

describeMessageBus('the embedded bus', embeddedCorner);

describe('The embedded bus', () => {
  let broker: Awaited<ReturnType<typeof embeddedCorner>>;
  beforeEach(async () => {
    broker = await embeddedCorner();
  });
  afterEach(() => broker.dispose());

  const topic = { name: 'test.cases.v1', partitions: 2, retentionDays: 1 };

  it('gives the messages of a member that died to another one', async () => {
    await broker.database.broker.query(
      `insert into group_leases values ('billing', gen_random_uuid(), 7, clock_timestamp() + interval '400 milliseconds')`,
    );
    const bus = broker.member();
    await bus.ensureTopics([topic]);
    await bus.publish([message()]);
    const handled: Message[] = [];
    const leaving = new AbortController();
    const ended = bus.consume({
      ...{ group: 'billing', topics: [topic.name], signal: leaving.signal },
      deliver: async (records) => {
        handled.push(...(records as Message[]));
        return records.length;
      },
    });
    await until(() => handled.length === 1);
    leaving.abort();
    await ended;
    const { rows } = await broker.database.broker.query('select epoch::int from group_leases');
    expect(rows).toEqual([{ epoch: 8 }]);
  });

  it('keeps a message once when the same ones are published again, and all of them when they come in other batches', async () => {
    const bus = broker.member();
    await bus.ensureTopics([topic]);
    const five = [1, 2, 3, 4, 5].map((position) => message({ position }));
    await bus.publish(five);
    await bus.publish(five);
    expect((await broker.database.broker.query('select from events')).rowCount).toBe(5);
    const [, , , fourth, fifth] = five;
    if (!fourth || !fifth) throw new Error('five messages');
    await bus.publish([message({ position: 9 }), fifth]);
    await bus.publish([fourth, fifth, message({ position: 10 })]);
    const { rows } = await broker.database.broker.query<{ position: number }>(
      `select distinct (data->>'position')::int as position from events`,
    );
    expect(rows.map(({ position }) => position).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 9, 10]);
  });

  it('takes more at once than one append may hold', async () => {
    const bus = broker.member();
    await bus.ensureTopics([topic]);
    await bus.publish(Array.from({ length: 2_500 }, (_, n) => message({ position: n + 1 })));
    const { rows } = await broker.database.broker.query(
      `select count(*)::int as messages, bool_and((data->>'position')::int = revision + 1) as in_order from events`,
    );
    expect(rows).toEqual([{ messages: 2_500, in_order: true }]);
  });

  it('forgets messages after the retention of their topic, and counts on as if they were there', async () => {
    const bus = broker.member();
    const brief = { name: 'test.cases.v2', partitions: 1, retentionDays: 1 };
    const long = { ...topic, retentionDays: 30 };
    await bus.ensureTopics([long, brief]);
    await bus.publish([1, 2].map((position) => message({ position, topic: brief.name })));
    await bus.publish([message({ position: 3 })]);
    await bus.publish([message({ position: 4, topic: brief.name })]);
    expect(await bus.trim()).toBe(0);
    await broker.database.broker.query(`update events set time = time - interval '2 days'`);
    expect(await bus.trim()).toBe(2); // the last one stays although it is old
    await bus.publish([message({ position: 5, topic: brief.name })]);
    expect(await bus.trim()).toBe(1);
    await bus.publish([message({ position: 6 })]);
    await broker.database.broker.query(`update events set time = time - interval '2 days'`);
    expect(await bus.trim()).toBe(0); // the last one of a partition stays although others are newer
    await bus.publish([message({ position: 7, topic: brief.name })]);
    const { rows } = await broker.database.broker.query('select position::int, stream, revision::int from events order by position');
    expect(rows).toEqual([
      { position: 3, stream: 'broker.test_cases_v1-0', revision: 0 },
      { position: 5, stream: 'broker.test_cases_v2-0', revision: 3 },
      { position: 6, stream: 'broker.test_cases_v1-0', revision: 1 },
      { position: 7, stream: 'broker.test_cases_v2-0', revision: 4 },
    ]);
    const handled: Message[] = [];
    const leaving = new AbortController();
    const ended = bus.consume({
      ...{ group: 'late', topics: [long.name, brief.name], signal: leaving.signal },
      deliver: async (records) => {
        handled.push(...(records as Message[]));
        return records.length;
      },
    });
    await until(() => handled.length === 4);
    leaving.abort();
    await ended;
    expect(handled.map(({ position }) => position).toSorted()).toEqual([3, 5, 6, 7]);
  });

  it.each(['Scheduling.v1', 'scheduling_appointments.v1', 'scheduling-appointments', ''])('refuses the topic name "%s"', async (name) =>
    expect(broker.member().ensureTopics([{ ...topic, name }])).rejects.toThrow(InvalidTopicName),
  );

  it('says so when its database cannot be reached', async () => {
    const lost = new EmbeddedBus({ connectionString: 'postgres://nobody@127.0.0.1:1/none', schema: 'broker', log: broker.database.log });
    expect(await lost.health()).toEqual({ ok: false, code: expect.any(String) });
    await lost.close();
  });
});
