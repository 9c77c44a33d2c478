import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { InProcessServer } from '@liaison/event-store/testing';
import { client, type Client } from './e2e/client.js';
import { buildClinic, freeTimes, visit, visitDay } from './e2e/clinic.js';
import { startSystem, type System } from './e2e/system.js';
import { temporaryFolder } from './e2e/temporary-folder.js';

type Visit = { readonly appointmentId: string; readonly status: string };

describe('The whole system with its events in EventStoreDB, over a server in this process', () => {
  const home = temporaryFolder();
  const server = new InProcessServer();
  let system: System;
  let clerk: Client;
  let biller: Client;

  const tokenOf = async (role: string): Promise<string> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${system.url}/dev/token`, { method: 'POST', headers, body: JSON.stringify({ role }) });
    return ((await response.json()) as { token: string }).token;
  };
  const as = async (role: string) => client(system.url, await tokenOf(role));
  const start = async () => {
    const { connectionString } = server;
    system = await startSystem({ LIAISON_HOME: home, EVENT_STORE: 'eventstoredb', EVENTSTORE_CONNECTION_STRING: connectionString });
    [clerk, biller] = await Promise.all([as('clerk'), as('biller')]);
  };
  beforeAll(async () => {
    await server.start();
    await start();
  }, 90_000);
  afterAll(async () => {
    await system?.stop();
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  }, 60_000);

  const board = async (position: unknown): Promise<readonly Visit[]> => {
    const path = `/scheduling/sites/north/departments/surgery/day-board?date=${visitDay}&notOlderThan=${String(position)}`;
    return (await clerk.get<{ appointments: Visit[] }>(path)).body.appointments;
  };
  const caseIs = async (caseId: string, status: string): Promise<void> => {
    for (;;) if ((await biller.get<{ status?: string }>(`/billing/verification-cases/${caseId}`)).body.status === status) return;
  };

  it('lets a clerk find, book and cancel, shows the board, and billing follows', async () => {
    await buildClinic(await as('coordinator'));
    const [first] = await freeTimes(clerk, 'pinning');
    const appointmentId = randomUUID();
    const booked = await clerk.put(`/scheduling/appointments/${appointmentId}`, visit('pinning', first?.start ?? ''));
    expect(booked.body).toMatchObject({ appointmentId, start: first?.start });
    expect(await board(booked.body['position'])).toMatchObject([{ appointmentId, status: 'booked' }]);
    await caseIs(appointmentId, 'open');
    const cancelled = await clerk.post(`/scheduling/appointments/${appointmentId}/cancel`, { reason: 'pat' });
    expect(await board(cancelled.body['position'])).toMatchObject([{ appointmentId, status: 'cancelled' }]);
    await caseIs(appointmentId, 'closed');
    expect(new Set(server.log.records.map(({ stream }) => stream.split('.')[0]))).toEqual(
      new Set(['$epoch-information', 'incarnation-scheduling', 'incarnation-billing', 'scheduling', 'billing']),
    );
  }, 60_000);

  it('finds its data again after both were killed, and books on', async () => {
    const [free] = await freeTimes(clerk, 'pinning');
    const [appointmentId, key] = [randomUUID(), randomUUID()];
    const request = visit('pinning', free?.start ?? '');
    const first = await clerk.put(`/scheduling/appointments/${appointmentId}`, request, key);
    await Promise.all([system.kill9(), server.restart()]);
    await start();
    expect((await clerk.get(`/scheduling/appointments/${appointmentId}`)).body).toMatchObject({ status: 'booked', start: free?.start });
    const again = await clerk.put(`/scheduling/appointments/${appointmentId}`, request, key);
    expect(again).toMatchObject({ status: first.status, body: first.body });
    const [next] = await freeTimes(clerk, 'pinning');
    const second = await clerk.post('/scheduling/appointments', visit('pinning', next?.start ?? ''));
    expect(await board(second.body['position'])).toHaveLength(3);
    expect(await system.stop()).toBe(0);
  }, 90_000);
});
