import { randomUUID } from 'node:crypto';
import { freshDatabase, type TestDatabase } from '@liaison/testing';
import { client, type Client, type Reply } from './e2e/client.js';
import { buildClinic, freeTimes, visit } from './e2e/clinic.js';
import { startIssuer, type Issuer } from './e2e/issuer.js';
import { startSystem, type System } from './e2e/system.js';

type Attempt = { readonly operation: string; readonly send: (key: string) => Promise<Reply> };

describe('A command sent twice with one Idempotency-Key', () => {
  let database: TestDatabase;
  let issuer: Issuer;
  let system: System;
  let coordinator: Client;
  let biller: Client;
  let operator: Client;

  const start = async () => {
    system = await startSystem({ DATABASE_URL: database.url, ...issuer.env });
    [coordinator, biller, operator] = (await Promise.all(['coordinator', 'biller', 'operator'].map((role) => issuer.token(role)))).map(
      (token) => client(system.url, token),
    ) as [Client, Client, Client];
  };
  beforeAll(async () => {
    [database, issuer] = await Promise.all([freshDatabase(), startIssuer()]);
    await start();
    await buildClinic(coordinator);
  }, 120_000);
  afterAll(async () => {
    await system?.stop();
    await issuer?.stop();
    await database?.drop();
  }, 60_000);

  const slug = () => `n${randomUUID().slice(0, 8)}`;
  const positionOf = async (service: string): Promise<number> => {
    const response = await fetch(`${system.url}/${service}/operations/events?after=0`, {
      headers: { authorization: `Bearer ${await issuer.token('operator')}` },
    });
    return (await response.text()).split('\n').filter(Boolean).length;
  };
  const bookOne = async (): Promise<string> => {
    const times = await freeTimes(coordinator, 'angiogram');
    const appointmentId = randomUUID();
    const { status, body } = await coordinator.put(`/scheduling/appointments/${appointmentId}`, visit('angiogram', times[0]?.start ?? ''));
    if (status !== 201) throw new Error(JSON.stringify(body));
    return appointmentId;
  };
  const holdOne = async (): Promise<string> => {
    const times = await freeTimes(coordinator, 'pinning');
    const { status, body } = await coordinator.post('/scheduling/appointments/$hold', visit('pinning', times.at(-1)?.start ?? ''));
    if (status !== 201) throw new Error(JSON.stringify(body));
    return String(body['appointmentId']);
  };
  const caseOf = async (appointmentId: string): Promise<string> => {
    for (;;) if ((await biller.get(`/billing/verification-cases/${appointmentId}`)).status === 200) return appointmentId;
  };

  /** Every command of the API, accepted and, where a rule can say no, refused. */
  const attempts = async (): Promise<readonly Attempt[]> => {
    const site = slug();
    const department = slug();
    const resource = slug();
    const visitType = slug();
    const closure = slug();
    const imported = slug();
    const patient = randomUUID();
    const [toBook, toRelease, toCancel, toLive, toVerify, toReport] = [
      await holdOne(),
      await holdOne(),
      await bookOne(),
      await bookOne(),
      await caseOf(await bookOne()),
      await caseOf(await bookOne()),
    ];
    const times = await freeTimes(coordinator, 'pinning');
    const put = (operation: string, path: string, body: unknown): Attempt => ({
      operation: `PUT ${operation}`,
      send: (key) => coordinator.put(path, body, key),
    });
    const post = (operation: string, path: string, body: unknown, who = () => coordinator): Attempt => ({
      operation: `POST ${operation}`,
      send: (key) => who().post(path, body, key), // a restart makes other clients
    });
    const remove = (operation: string, path: string): Attempt => ({
      operation: `DELETE ${operation}`,
      send: (key) => coordinator.delete(path, key),
    });
    const step = (name: string, appointmentId: string, body: object = {}): Attempt =>
      post(`/scheduling/appointments/{appointmentId}/${name}`, `/scheduling/appointments/${appointmentId}/${name}`, body);
    const availableTime = [{ daysOfWeek: ['mon'], availableStartTime: '08:00', availableEndTime: '12:00' }];
    const startOf = (n: number) => times[n]?.start ?? '';
    const daysAfter = (start: string, days: number) => new Date(Date.parse(start) + days * 24 * 60 * 60_000).toISOString();
    const toMove = randomUUID();
    await coordinator.put(`/scheduling/appointments/${toMove}`, visit('angiogram', daysAfter(startOf(0), 1)));
    return [
      put('/scheduling/sites/{siteId}', `/scheduling/sites/${site}`, { name: 'Site', zone: 'Europe/Berlin' }),
      put('/scheduling/sites/{siteId}', `/scheduling/sites/${slug()}`, { name: 'Site', zone: 'Mars/Olympus' }),
      put('/scheduling/sites/{siteId}/departments/{departmentId}', `/scheduling/sites/${site}/departments/${department}`, {
        name: 'Department',
        gridMinutes: 15,
      }),
      put('/scheduling/resources/{resourceId}', `/scheduling/resources/${resource}`, { kind: 'room', name: 'Room', capacity: 1 }),
      put('/scheduling/sites/{siteId}/resources/{resourceId}/hours', `/scheduling/sites/${site}/resources/${resource}/hours`, {
        availableTime,
      }),
      put('/scheduling/sites/{siteId}/visit-types/{visitTypeId}', `/scheduling/sites/${site}/visit-types/${visitType}`, {
        name: 'Visit',
        departmentId: department,
        durationMinutes: 30,
        phases: [{ name: 'room', offsetMinutes: 0, durationMinutes: 30, anyOf: [resource] }],
      }),
      put('/scheduling/sites/{siteId}/closures/{closureId}', `/scheduling/sites/${site}/closures/${closure}`, {
        from: '2027-02-01T08:00:00+01:00',
        to: '2027-02-02T08:00:00+01:00',
        reason: 'maintenance',
      }),
      remove('/scheduling/sites/{siteId}/closures/{closureId}', `/scheduling/sites/${site}/closures/${closure}`),
      put('/scheduling/sites/{siteId}/holidays/{date}', `/scheduling/sites/${site}/holidays/2027-05-01`, { name: 'May Day' }),
      remove('/scheduling/sites/{siteId}/holidays/{date}', `/scheduling/sites/${site}/holidays/2027-05-01`),
      put('/scheduling/resources/{resourceId}/leave/{leaveId}', `/scheduling/resources/${resource}/leave/paint`, {
        from: '2027-02-01T08:00:00+01:00',
        to: '2027-02-02T08:00:00+01:00',
        reason: 'maintenance',
      }),
      remove('/scheduling/resources/{resourceId}/leave/{leaveId}', `/scheduling/resources/${resource}/leave/paint`),
      put('/scheduling/sites/{siteId}/blocks/{blockId}', `/scheduling/sites/${site}/blocks/tuesdays`, {
        ...{ resourceId: resource, departmentId: department, rule: 'FREQ=WEEKLY;BYDAY=TU', startDate: '2027-02-02' },
        ...{ startTime: '08:00', endTime: '12:00', releaseDays: 2 },
      }),
      remove('/scheduling/sites/{siteId}/blocks/{blockId}', `/scheduling/sites/${site}/blocks/tuesdays`),
      put('/scheduling/appointments/{appointmentId}', `/scheduling/appointments/${randomUUID()}`, visit('pinning', startOf(0))),
      put('/scheduling/appointments/{appointmentId}', `/scheduling/appointments/${randomUUID()}`, visit('pinning', startOf(0))), // refused: taken
      post('/scheduling/appointments', '/scheduling/appointments', visit('pinning', startOf(8))),
      post('/scheduling/appointments', '/scheduling/appointments', visit('pinning', startOf(8))), // refused: taken
      post('/scheduling/appointments', '/scheduling/appointments', visit('nothing', startOf(8))), // refused: no such visit type
      post('/scheduling/appointments/{appointmentId}/cancel', `/scheduling/appointments/${toCancel}/cancel`, { reason: 'pat' }),
      post('/scheduling/appointments/{appointmentId}/cancel', `/scheduling/appointments/${randomUUID()}/cancel`, { reason: 'pat' }),
      post('/scheduling/appointments/$book', '/scheduling/appointments/$book', { offerId: times[4]?.offerId, patientId: randomUUID() }),
      post('/scheduling/appointments/$hold', '/scheduling/appointments/$hold', visit('pinning', times.at(-1)?.start ?? '')),
      post('/scheduling/appointments/$hold', '/scheduling/appointments/$hold', visit('pinning', times.at(-1)?.start ?? '')), // refused: held
      step('renew-hold', toBook, { minutes: 30 }),
      step('book', toBook),
      step('release-hold', toRelease),
      step('move', toMove, { start: daysAfter(startOf(0), 2) }),
      step('move', toMove, { start: daysAfter(startOf(0), 1).replace(/T.*Z$/, 'T03:00:00Z') }), // refused: nobody is there by night
      step('move', toLive, { start: times.at(-1)?.start ?? '' }), // within its day, where it may be refused
      step('reassign', toLive, { phase: 'nothing', resourceId: 'or-1' }),
      step('confirm', toLive),
      step('arrive', toLive), // refused, like those after it: months before the visit
      step('check-in', toLive),
      step('start', toLive),
      step('finish', toLive),
      step('no-show', toLive),
      step('undo', toLive, { step: 'confirm' }),
      step('enter-in-error', toLive),
      post('/scheduling/patients/{patientId}/$deceased', `/scheduling/patients/${patient}/$deceased`, {}),
      remove('/scheduling/patients/{patientId}/$deceased', `/scheduling/patients/${patient}/$deceased`),
      put('/scheduling/imports/{importId}', `/scheduling/imports/${imported}`, { startDate: '2027-02-01', weeks: 8, years: 10 }),
      put('/scheduling/imports/{importId}/items/{itemId}', `/scheduling/imports/${imported}/items/first`, {
        outcome: 'refused',
        codes: ['closed'],
      }),
      post('/billing/verification-cases/{caseId}/verify', `/billing/verification-cases/${toVerify}/verify`, {}, () => biller),
      post('/billing/verification-cases/{caseId}/verify', `/billing/verification-cases/${randomUUID()}/verify`, {}, () => biller),
      post(
        '/billing/verification-cases/{caseId}/report-problem',
        `/billing/verification-cases/${toReport}/report-problem`,
        { code: 'coverage-inactive' },
        () => biller,
      ),
    ];
  };
  const answerOf = ({ status, body }: Reply) => ({ status, body });

  it('acts once and gets the same answer: at once, twice at the same moment, and after a restart; refusals too', async () => {
    const all = await attempts();
    const keys = all.map(() => randomUUID());
    const first: unknown[] = [];
    for (const [n, { operation, send }] of all.entries()) {
      const [one, other] = await Promise.all([send(keys[n] as string), send(keys[n] as string)]);
      expect({ operation, ...answerOf(other) }).toEqual({ operation, ...answerOf(one) });
      if (![200, 201, 404, 409, 422].includes(one.status)) throw new Error(`${operation}: ${one.status} ${JSON.stringify(one.body)}`);
      first.push({ operation, ...answerOf(one) });
    }
    const written = [await positionOf('scheduling'), await positionOf('billing')];
    for (const [n, { operation, send }] of all.entries())
      expect({ operation, ...answerOf(await send(keys[n] as string)) }).toEqual(first[n]);
    await system.kill9();
    await start();
    for (const [n, { operation, send }] of all.entries())
      expect({ operation, ...answerOf(await send(keys[n] as string)) }).toEqual(first[n]);
    expect([await positionOf('scheduling'), await positionOf('billing')]).toEqual(written);
    expect(first.some((reply) => (reply as Reply).status >= 400)).toBe(true);

    const { body: api } = await operator.get<{ paths: Record<string, Record<string, unknown>> }>('/openapi.json');
    const commands = Object.entries(api.paths).flatMap(([path, item]) =>
      Object.keys(item)
        .filter((method) => ['put', 'post', 'patch', 'delete'].includes(method))
        .map((method) => `${method.toUpperCase()} ${path}`),
    );
    const notCommands = commands.filter((operation) => /\/operations\/|^POST \/dev\//.test(operation));
    expect(new Set(all.map(({ operation }) => operation))).toEqual(
      new Set(commands.filter((operation) => !notCommands.includes(operation))),
    );
  }, 180_000);
});
