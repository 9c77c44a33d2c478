import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PostgresEventStore } from '@liaison/event-store';
import { kafkaIsThere, kafkaRunsHere, ownKafka } from '@liaison/testing';
import type { BusHealth } from '../message-bus.js';
import { publishes } from '../published.js';
import { Relay } from '../relay/relay.js';
import { consumingOn } from '../testing/consuming-on.js';
import { runConsumer } from '../testing/consumer-under-test.js';
import { kafkaCorner, type KafkaCorner } from '../testing/kafka-corner.js';
import { ownBroker } from '../testing/own-broker.js';
import { until } from '../testing/until.js';
import { brokersWord } from './faults.js';
import { KafkaBus } from './kafka-bus.js';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const busTo = (connection: object): KafkaBus => new KafkaBus({ connection: { brokers: [], clientId: 'test', ...connection }, log: silent });
const healthWith = async (bus: KafkaBus, code: string): Promise<BusHealth> => {
  for (;;) {
    const health = await bus.health();
    if (health.code === code) return health;
    await sleep(10);
  }
};
const topic = { name: 'test.trouble.v1', partitions: 1, retentionDays: 1 };

const onABroker = () => {
  let corner: KafkaCorner;
  const {
    run,
    told,
    kept,
    rows,
    publish,
    acting,
    parkedSoFar,
    service,
    database,
    topic: cases,
    group,
  } = consumingOn(async () => (corner = await kafkaCorner()));

  it('parks a record of two mebibytes, and one with a header that is no text, and goes on', async () => {
    const consumer = await run();
    const { name } = cases();
    await corner.administer((admin) =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [{ type: 2, name, configEntries: [{ name: 'max.message.bytes', value: String(4 * 1024 * 1024) }] }],
      }),
    );
    // the broker acknowledges what it is told of a topic before it goes by it
    await until(() =>
      corner.produce(name, { key: Buffer.from('large'), value: Buffer.alloc(2 * 1024 * 1024, 0x20) }).then(
        () => true,
        (fault: unknown) => {
          expect(brokersWord(fault)).toBe('MESSAGE_TOO_LARGE');
          return false;
        },
      ),
    );
    await corner.produce(name, { key: Buffer.from('binary'), value: Buffer.from('{}'), headers: { ce_type: Buffer.from([0xff]) } });
    await corner.produce(name, { value: null });
    await publish(told(1));
    await acting(1);
    await parkedSoFar(consumer, 3);
    const keys = await consumer.strategy.parked.list();
    expect(keys.map(({ key, first }) => [key, first?.code])).toEqual([
      ['large', 'record-too-large'],
      ['binary', 'header-not-utf8'],
      ['', 'not-a-cloud-event'],
    ]);
  });

  it('is not healthy when somebody has changed a topic or taken it away, and begins when it is as it must be', async () => {
    const bus = corner.member();
    await bus.ensureTopics([cases()]);
    const waiting = await runConsumer({
      bus: corner.member(),
      group: group(),
      topic: { ...cases(), partitions: 3 },
      database: database(),
      controller: service().controller,
    });
    await until(() => waiting.strategy.consumption().code === 'topic-mismatch');
    expect(waiting.strategy.consumption().state).toBe('starting');
    await corner.administer((admin) => admin.createPartitions({ topicPartitions: [{ topic: cases().name, count: 3 }] }));
    const mismatch = await healthWith(bus, 'topic-mismatch');
    expect(mismatch).toEqual({ ok: false, code: 'topic-mismatch', topic: cases().name, expected: 2, actual: 3 });
    await until(() => waiting.strategy.consumption().state === 'consuming');
    await waiting.stop();
    await corner.administer((admin) => admin.deleteTopics({ topics: [cases().name] }));
    await healthWith(bus, 'unknown-topic');
    await expect(publish(told(1))).rejects.toMatchObject({ code: 'unknown-topic' });
  });

  it('has a handler take longer than its member may be silent, and another member take its partition: one effect each, in order', async () => {
    let slow = true;
    service().does = async ({ n }) => {
      if (n === 1 && slow) {
        slow = false;
        await sleep(8_000);
      }
    };
    await run({ bus: corner.member({ sessionTimeoutMs: 6_000 }) });
    await publish(kept(1), kept(2), kept(3, { partition: 1 }));
    await acting(3);
    await run({ bus: corner.member({ sessionTimeoutMs: 6_000 }) });
    await acting(1, 2);
    await publish(kept(4), kept(5, { partition: 1 }));
    await acting(4, 5);
    await until(async () => (await rows()).numbers.length === 5);
    const effects = (await rows()).numbers;
    expect(effects.filter((n) => n !== 3 && n !== 5)).toEqual([1, 2, 4]);
    expect(effects.filter((n) => n === 3 || n === 5)).toEqual([3, 5]);
  }, 60_000);

  it('notices what became of a topic also when it is asked for its health more often than it looks', async () => {
    const bus = corner.member({ checkTopicsMs: 300 });
    await bus.ensureTopics([cases()]);
    expect(await bus.health()).toEqual({ ok: true });
    await corner.administer((admin) => admin.createPartitions({ topicPartitions: [{ topic: cases().name, count: 3 }] }));
    await until(async () => (await bus.health()).code === 'topic-mismatch'); // every ten milliseconds
  });
};

const toABroker = () => {
  it('that is not there is a clear fault, for whoever publishes, ensures or asks', async () => {
    const bus = busTo({ brokers: ['127.0.0.1:1'] });
    expect(await bus.health()).toMatchObject({ ok: false, code: 'broker-unreachable' });
    await expect(bus.ensureTopics([topic])).rejects.toMatchObject({ code: 'broker-unreachable' });
    await bus.close();
  });

  it('is signed in on over TLS, and refused with a wrong password or without its certificate', async () => {
    const { brokers, ca, username, password } = (await ownKafka()).secure;
    const secure = { brokers: [brokers], tls: { ca }, sasl: { mechanism: 'plain', username, password } };
    const [right, wrong, untrusting] = [
      busTo(secure),
      busTo({ ...secure, sasl: { ...secure.sasl, password: 'not fit for a log' } }),
      busTo({ ...secure, tls: {} }),
    ];
    await until(async () => (await right.health()).ok); // a handshake on a busy machine may take longer than the client waits
    expect((await healthWith(wrong, 'broker-credentials-refused')).ok).toBe(false);
    expect((await healthWith(untrusting, 'broker-tls-failed')).ok).toBe(false);
    await Promise.all([right, wrong, untrusting].map((bus) => bus.close()));
  }, 120_000);
};

const throughADeath = () => {
  let broker: Awaited<ReturnType<typeof ownBroker>>;
  beforeAll(async () => void (broker = await ownBroker()), 120_000);
  afterAll(() => broker?.dispose());
  const { run, service, database, topic: cases } = consumingOn(() => kafkaCorner(broker.brokers));

  it('lose and double nothing: relay and consumer go on by themselves, readiness tells of it meanwhile, and nothing is parked', async () => {
    const { service: pool, schema, log } = database();
    const store = new PostgresEventStore({ pool, schema });
    const bus = new KafkaBus({ connection: { brokers: [broker.brokers], clientId: 'test' }, log });
    const published = publishes<{ type: 'Told'; data: { n: number } }>({ Told: ({ n }) => service().told.with(`key-${n % 7}`, { n }) });
    const relay = new Relay({ ...{ service: 'test', store, bus, pool, schema, published, log }, topics: [cases()] });
    const { strategy } = await run({ bus });
    await relay.start();
    const all = Array.from({ length: 400 }, (_, n) => n + 1);
    for (const n of all) {
      const event = { id: randomUUID(), type: 'Told', data: { n }, metadata: { commandId: randomUUID(), by: 'test' } };
      await store.append(`test.case-${n % 7}`, 'any', [event]);
      if (n !== 200) continue;
      await until(() => service().acted.length > 50);
      await broker.kill9();
      await until(async () => !(await bus.health()).ok);
    }
    await broker.startAgain();
    await until(() => service().acted.length >= all.length);
    await until(async () => (await bus.health()).ok && (await relay.status()).lag === 0);
    expect(
      service()
        .numbers()
        .toSorted((a, b) => a - b),
    ).toEqual(all);
    for (const key of [0, 1, 2, 3, 4, 5, 6])
      expect(
        service()
          .numbers()
          .filter((n) => n % 7 === key),
      ).toEqual(all.filter((n) => n % 7 === key));
    expect(await strategy.parked.count()).toEqual({ keys: 0, events: 0 });
    await relay.stop();
    await bus.close();
    await store.close();
  }, 180_000);
};

if (kafkaIsThere()) describe('A consumer on Kafka that meets bad input', onABroker);
if (kafkaRunsHere()) {
  describe('A way to a broker', toABroker);
  describe('The death of a broker makes us', throughADeath);
} else
  describe.skip('The death of a broker (skipped: no Java and Maven to run one)', () => {
    it('loses nothing', () => expect(kafkaRunsHere()).toBe(true));
  });
