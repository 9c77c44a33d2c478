import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { client, type Client } from './e2e/client.js';
import { buildClinic, freeTimes, visit, visitDay } from './e2e/clinic.js';
import { startSystem, type System } from './e2e/system.js';
import { temporaryFolder } from './e2e/temporary-folder.js';

type Case = { readonly caseId: string; readonly status: string };
type Visit = { readonly appointmentId: string; readonly status: string };

describe('The whole system in one process, on embedded defaults', () => {
  const home = temporaryFolder();
  let system: System;
  let coordinator: Client;
  let clerk: Client;
  let biller: Client;

  const tokenOf = async (role: string): Promise<string> => {
    const response = await fetch(`${system.url}/dev/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role }),
    });
    return ((await response.json()) as { token: string }).token;
  };
  const start = async () => {
    system = await startSystem({ LIAISON_HOME: home });
    [coordinator, clerk, biller] = (await Promise.all(['coordinator', 'clerk', 'biller'].map(tokenOf))).map((token) =>
      client(system.url, token),
    ) as [Client, Client, Client];
  };
  beforeAll(start, 90_000);
  afterAll(async () => {
    await system?.stop();
    rmSync(home, { recursive: true, force: true });
  }, 60_000);

  const caseOf = async (caseId: string, status: string): Promise<Case> => {
    for (;;) {
      const { body } = await biller.get<Partial<Case>>(`/billing/verification-cases/${caseId}`);
      if (body.status === status) return body as Case;
    }
  };
  const board = async (position: unknown): Promise<readonly Visit[]> => {
    const { body } = await clerk.get<{ appointments: Visit[] }>(
      `/scheduling/sites/north/departments/surgery/day-board?date=${visitDay}&notOlderThan=${String(position)}`,
    );
    return body.appointments;
  };

  it('lets a coordinator define, a clerk find, book and cancel, and billing follow', async () => {
    await buildClinic(coordinator);
    const [first] = await freeTimes(clerk, 'pinning');
    expect(first?.local).toContain(`${visitDay}T08:00:00-0`);

    const appointmentId = randomUUID();
    const booked = await clerk.put(`/scheduling/appointments/${appointmentId}`, visit('pinning', first?.start ?? ''));
    expect({ status: booked.status, ...booked.body }).toMatchObject({
      status: 'booked',
      appointmentId,
      start: first?.start,
      date: visitDay,
    });
    expect(await board(booked.body['position'])).toMatchObject([{ appointmentId, status: 'booked' }]);
    expect(await caseOf(appointmentId, 'open')).toMatchObject({ caseId: appointmentId });

    const cancelled = await clerk.post(`/scheduling/appointments/${appointmentId}/cancel`, { reason: 'pat' });
    expect(cancelled.status).toBe(200);
    expect(await board(cancelled.body['position'])).toMatchObject([{ appointmentId, status: 'cancelled' }]);
    expect(await caseOf(appointmentId, 'closed')).toMatchObject({ caseId: appointmentId });
    expect((await freeTimes(clerk, 'pinning'))[0]).toMatchObject({ start: first?.start });
  });

  it('finds its data again after a kill, and after a stop', async () => {
    const [, second] = await freeTimes(clerk, 'pinning');
    const { body } = await clerk.post('/scheduling/appointments', visit('pinning', second?.start ?? ''));
    const token = await tokenOf('clerk');
    await system.kill9();
    await start();
    const path = `/scheduling/appointments/${String(body['appointmentId'])}`;
    expect((await client(system.url, token).get(path)).body).toMatchObject({ status: 'booked', start: second?.start }); // signed in as before
    expect(await system.stop()).toBe(0);
    await start();
    expect((await clerk.get(path)).body).toMatchObject({ status: 'booked', start: second?.start });
  }, 90_000);

  it('shows a browser what runs, where the documents are, and the board', async () => {
    const page = await (await fetch(`${system.url}/`, { headers: { accept: 'text/html' } })).text();
    expect(page).toContain('href="/docs"');
    expect(page).toContain('href="/board"');
    expect(page).toContain(`curl -s -X POST ${system.url}/dev/token`);
    expect((await fetch(`${system.url}/docs`)).status).toBe(200);
    const boardPage = await fetch(`${system.url}/board`);
    expect([boardPage.status, boardPage.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
    const api = (await (await fetch(`${system.url}/openapi.json`)).json()) as { openapi: string; paths: object };
    expect(api.openapi).toMatch(/^3\.1/);
    expect(Object.keys(api.paths)).toEqual(
      expect.arrayContaining(['/scheduling/sites/{siteId}/free-times', '/billing/verification-cases']),
    );
  });

  it('answers who is not signed in with 401 and who may not with 403, as problems', async () => {
    const stranger = await fetch(`${system.url}/scheduling/sites`);
    expect([stranger.status, stranger.headers.get('content-type')]).toEqual([401, expect.stringContaining('application/problem+json')]);
    const refused = await clerk.put('/scheduling/sites/south', { name: 'South', zone: 'Europe/Berlin' });
    expect([refused.status, refused.headers.get('content-type')]).toEqual([403, expect.stringContaining('application/problem+json')]);
  });
});
