import 'reflect-metadata';
import { Controller, type INestApplication } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { contract } from '@liaison/contracts';
import type { Asked } from '@liaison/event-store';
import { z } from 'zod';
import { EmbeddedBus } from '../embedded/embedded-bus.js';
import type { Message } from '../message-bus.js';
import { testingDatabase, type TestingDatabase } from '../testing/database.js';
import { message } from '../testing/message.js';
import { until } from '../testing/until.js';
import { Consumes } from './consumes.js';
import { KeepTheFault } from './keep-the-fault.js';
import { LiaisonStrategy } from './liaison-strategy.js';

const topic = { name: 'test.cases.v1', partitions: 2, retentionDays: 1 };
const Told = contract('org.liaison.test.told.v1', topic, z.object({ n: z.number() }));
const Ended = contract('org.liaison.test.ended.v1', topic, z.object({ n: z.number() }));
const Elsewhere = contract('org.liaison.test.elsewhere.v1', { ...topic, name: 'test.elsewhere.v1' }, z.object({}));

let [acted, ended]: [{ n: number; cause: Asked }[], number[]] = [[], []];
let failures = 0;

@Controller()
class Cases {
  @Consumes(Told)
  async told({ n }: { n: number }, cause: Asked) {
    if (failures > 0) {
      failures -= 1;
      throw new RangeError('not fit for a log');
    }
    acted.push({ n, cause });
  }

  @Consumes(Ended)
  async ended({ n }: { n: number }) {
    ended.push(n);
  }
}
@Controller()
class WithoutContract {
  @EventPattern<string>('org.liaison.test.told.v1')
  anything() {
    return undefined;
  }
}
@Controller()
class OfAnotherTopic {
  @Consumes(Elsewhere)
  async elsewhere() {
    return undefined;
  }
}

let database: TestingDatabase;
let bus: EmbeddedBus;
const apps: INestApplication[] = [];

beforeEach(async () => {
  database = await testingDatabase();
  bus = new EmbeddedBus({ pool: database.broker, schema: 'broker', log: database.log, leaseMs: 1_000 });
  [acted, ended, failures] = [[], [], 0];
});
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
  await bus.close();
  await database.close();
});

const run = async (controller: new () => object = Cases): Promise<LiaisonStrategy> => {
  const { service: pool, schema, log } = database;
  const clock = { now: () => '2026-12-01T09:00:00Z' };
  const strategy = new LiaisonStrategy({ group: 'billing', bus, topics: [topic], pool, schema, log, clock });
  const module = await Test.createTestingModule({ controllers: [controller] }).compile();
  const app = module.createNestApplication(new FastifyAdapter(), { logger: false });
  apps.push(app);
  app.connectMicroservice({ strategy }, { deferInitialization: true }).useGlobalFilters(new KeepTheFault());
  await app.startAllMicroservices();
  return strategy;
};
const told = (position: number, fields: Partial<Message> = {}): Message => message({ position, data: { n: position }, ...fields });
const numbers = () => acted.map(({ n }) => n);

describe('A consumer', () => {
  it('acts on an event, as a command that is the same at every delivery', async () => {
    await run();
    const original = told(1, { traceparent: '00-1-2-01' });
    await bus.publish([original]);
    await until(() => acted.length === 1);
    expect(acted).toEqual([
      {
        n: 1,
        cause: {
          ...{ by: 'billing', at: '2026-12-01T09:00:00Z', causationId: original.id, traceparent: '00-1-2-01' },
          ...{ commandId: expect.any(String), fingerprint: expect.any(String) },
        },
      },
    ]);
  });

  it('acts once on an event that is delivered twice', async () => {
    const strategy = await run();
    await bus.publish([told(1), told(2)]);
    await bus.publish([told(1), told(2), told(3)]);
    await until(() => strategy.consumption().handled === 3);
    expect(numbers()).toEqual([1, 2, 3]);
    expect(strategy.consumption()).toMatchObject({ handled: 3, dropped: 2, failing: [] });
  });

  it('acts once although its offsets were lost', async () => {
    await run();
    await bus.publish([told(1), told(2, { partition: 1 })]);
    await until(() => acted.length === 2);
    await Promise.all(apps.splice(0).map((app) => app.close()));
    await database.broker.query('truncate offsets');
    const again = await run();
    await until(() => again.consumption().dropped === 2);
    expect(acted).toHaveLength(2);
  });

  it('tells apart events of one position, and those of a store that was restored', async () => {
    await run();
    await bus.publish([told(1), told(1, { index: 1 }), told(1, { incarnation: 'two' })]);
    await until(() => acted.length === 3);
    expect(new Set(acted.map(({ cause }) => cause.commandId)).size).toBe(3);
  });

  it('whose handler fails gets the event again, and says meanwhile what stands still, without any of the data', async () => {
    failures = 2;
    const strategy = await run();
    await bus.publish([told(1)]);
    await until(() => strategy.consumption().failing.length === 1);
    expect(strategy.consumption().failing).toMatchObject([{ topic: topic.name, partition: 0, position: 1, code: 'RangeError' }]);
    await until(() => strategy.consumption().handled === 1);
    expect(numbers()).toEqual([1]);
    expect(strategy.consumption().failing).toEqual([]);
    expect(JSON.stringify(database.errors)).not.toContain('not fit for a log');
  });

  it('skips types that it does not handle, and counts them', async () => {
    const strategy = await run();
    await bus.publish([told(1, { type: 'org.liaison.test.unheard.v1' }), told(2)]);
    await until(() => strategy.consumption().handled === 1);
    expect(numbers()).toEqual([2]);
    expect(strategy.consumption().skipped).toEqual({ 'org.liaison.test.unheard.v1': 1 });
  });

  it('does not act on data that break the contract: their partition stands still, and others go on', async () => {
    const strategy = await run();
    await bus.publish([told(1, { data: { n: 'not fit for a log' } }), told(2), told(3, { partition: 1, type: Ended.type })]);
    await until(() => ended.length === 1 && strategy.consumption().failing.length === 1);
    expect(strategy.consumption().failing).toMatchObject([{ position: 1, code: 'contract-broken' }]);
    expect(numbers()).toEqual([]);
    expect(JSON.stringify(database.errors)).not.toContain('not fit for a log');
  });

  it('that could never work does not start', async () => {
    await expect(run(WithoutContract)).rejects.toMatchObject({ code: 'invalid-consumer' });
    await expect(run(OfAnotherTopic)).rejects.toMatchObject({ code: 'invalid-consumer' });
  });
});
