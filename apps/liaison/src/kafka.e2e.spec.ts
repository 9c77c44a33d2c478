import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { freshDatabase, kafkaBrokers, kafkaIsThere, type TestDatabase } from '@liaison/testing';
import { liaison } from './cli/testing/command-line.js';
import { client, type Client } from './e2e/client.js';
import { buildClinic, freeTimes, visit } from './e2e/clinic.js';
import { startIssuer, type Issuer } from './e2e/issuer.js';
import { startSystem, type System } from './e2e/system.js';
import { temporaryFolder } from './e2e/temporary-folder.js';

const overKafka = () => {
  const home = temporaryFolder();
  let [database, issuer]: [TestDatabase | undefined, Issuer | undefined] = [undefined, undefined];
  let scheduling: System;
  let billing: System;
  let clerk: Client;
  let biller: Client;
  let env: Record<string, string>;

  beforeAll(async () => {
    [database, issuer] = [await freshDatabase(), await startIssuer()];
    const messaging = { MESSAGING: 'kafka', KAFKA_BROKERS: await kafkaBrokers() };
    env = { ...issuer.env, ...messaging, DATABASE_URL: database.url, LIAISON_HOME: home };
    [scheduling, billing] = await Promise.all([startSystem(env, 'scheduling'), startSystem(env, 'billing')]);
    await buildClinic(client(scheduling.url, await issuer.token('coordinator')));
    clerk = client(scheduling.url, await issuer.token('clerk'));
    biller = client(billing.url, await issuer.token('biller'));
  }, 180_000);
  afterAll(async () => {
    await Promise.all([scheduling?.stop(), billing?.stop()]);
    await issuer?.stop();
    await database?.drop();
    rmSync(home, { recursive: true, force: true });
  }, 60_000);

  const book = async (n: number): Promise<string> => {
    const appointmentId = randomUUID();
    const time = (await freeTimes(clerk, 'pinning'))[n];
    const { status } = await clerk.put(`/scheduling/appointments/${appointmentId}`, visit('pinning', time?.start ?? ''));
    expect(status).toBe(201);
    return appointmentId;
  };
  const caseOf = async (appointmentId: string): Promise<Record<string, unknown>> => {
    for (;;) {
      const { status, body } = await biller.get(`/billing/verification-cases/${appointmentId}`);
      if (status === 200) return body;
    }
  };

  it('opens a verification case in one process for a booking in the other', async () => {
    const appointmentId = await book(0);
    expect(await caseOf(appointmentId)).toMatchObject({ appointmentId, status: 'open' });
  }, 60_000);

  it('loses no booking that was made while billing was dead', async () => {
    await billing.kill9();
    const appointmentId = await book(0);
    billing = await startSystem(env, 'billing');
    biller = client(billing.url, (await issuer?.token('biller')) ?? '');
    expect(await caseOf(appointmentId)).toMatchObject({ appointmentId, status: 'open' });
  }, 90_000);

  it('shows operators that nothing is parked', async () => {
    const LIAISON_TOKEN = (await issuer?.token('operator')) ?? '';
    const { exitCode, json } = await liaison(billing.url, ['parked', 'list', '--service', 'billing', '--json'], { env: { LIAISON_TOKEN } });
    expect({ exitCode, json }).toEqual({ exitCode: 0, json: { ok: true, parked: [] } });
  });
};

if (kafkaIsThere()) describe('Two services as two processes, with Kafka between them', overKafka);
else
  describe.skip('Two services with Kafka between them (skipped: no KAFKA_BROKERS, and no Java and Maven to run one)', () => {
    it('work together', () => expect(kafkaIsThere()).toBe(true));
  });
