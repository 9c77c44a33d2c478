import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { schedulingAppointmentsV1, type ContractEvent } from '@liaison/contracts';
import type { RecordedEvent } from '@liaison/event-store';
import { partitionFor, type Message } from '@liaison/messaging';
import { startForTest, type Role, type Runtime } from '@liaison/service-kit';
import { freshDatabase } from '@liaison/testing';
import request from 'supertest';
import { billing } from '../billing.service.js';
import { booking } from './scheduling-promises.js';

/** Billing alone, on a database of its own, with the test in the place of scheduling's relay. */
export const startBilling = async () => {
  const database = await freshDatabase();
  const system = await startForTest([billing], { databaseUrl: database.url });
  const runtime = runtimeOf(system.runtimes);
  const tokens = {
    biller: await system.token('biller'),
    coordinator: await system.token('coordinator'),
    clerk: await system.token('clerk'),
  };
  const operator = await system.token('operator');

  const get = (path: string, role: keyof typeof tokens = 'biller') =>
    request(system.url).get(`/billing${path}`).set('authorization', `Bearer ${tokens[role]}`);

  /** As scheduling's relay would send it: the next position, and the partition of its key. */
  let position = 0;
  const message = ({ type, topic, key, data }: ContractEvent): Message => ({
    specversion: '1.0',
    id: randomUUID(),
    source: '/liaison/scheduling',
    type,
    time: '2026-11-24T04:00:00Z',
    datacontenttype: 'application/json',
    data,
    topic,
    partition: partitionFor(key, schedulingAppointmentsV1.partitions),
    key,
    position: ++position,
    index: 0,
    incarnation: 'first',
  });

  return {
    ...{ url: system.url, runtime, get, message },
    token: (role: Role) => system.token(role),
    operate: (method: 'get' | 'post', path: string) =>
      request(system.url)[method](`/billing/operations${path}`).set('authorization', `Bearer ${operator}`),
    post: (path: string, body: object, headers: Readonly<Record<string, string>> = {}, role: keyof typeof tokens = 'biller') =>
      request(system.url)
        .post(`/billing/verification-cases/${path}`)
        .set({ authorization: `Bearer ${tokens[role]}`, 'idempotency-key': randomUUID(), ...headers })
        .send(body),

    /** Delivers, and resolves when billing shows what came of it: one partition keeps its order, so a last visit of the same patient tells. */
    async hears(patientId: string, ...messages: readonly Message[]): Promise<void> {
      const last = booking({ patientId, visitTypeId: 'last-heard-of' });
      await runtime.bus.publish([...messages, message(last.booked)]);
      while ((await get(`/verification-cases/${last.appointmentId}`)).status !== 200) await pause(10);
    },
    async eventsOf(caseId: string): Promise<readonly RecordedEvent[]> {
      const events: RecordedEvent[] = [];
      for await (const batch of runtime.store.read(`billing.verificationCase-${caseId}`)) events.push(...batch);
      return events;
    },
    async stop(): Promise<void> {
      await system.stop();
      await database.drop();
    },
  };
};

export type BillingUnderTest = Awaited<ReturnType<typeof startBilling>>;

const runtimeOf = (runtimes: Readonly<Record<string, Runtime>>): Runtime => {
  const runtime = runtimes[billing.name];
  if (!runtime) throw new Error('billing does not run');
  return runtime;
};
