import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';
import { startBilling, type BillingUnderTest } from '../testing/billing-under-test.js';
import { booking } from '../testing/scheduling-promises.js';

type Listed = { readonly verificationCases: readonly { readonly caseId: string; readonly status: string }[]; readonly nextCursor?: string };

describe('The list of verification cases, over HTTP', () => {
  const ann = randomUUID();
  const ben = randomUUID();
  /** Ann's visits, in the order in which they are held: two begin together. */
  const visits = ['2026-12-01', '2026-12-02', '2026-12-02', '2026-12-03', '2026-12-04'].map((date) =>
    booking({ patientId: ann, date, from: `${date}T14:00:00Z`, to: `${date}T15:00:00Z` }),
  );
  const [first, second, third, fourth, fifth] = visits.toSorted((a, b) =>
    `${a.date}${a.appointmentId}` < `${b.date}${b.appointmentId}` ? -1 : 1,
  ) as [Visit, Visit, Visit, Visit, Visit];
  type Visit = ReturnType<typeof booking>;
  const bens = booking({ patientId: ben, date: '2026-12-02' });
  let billing: BillingUnderTest;

  const list = async (query: Readonly<Record<string, string>>): Promise<Listed> => {
    const { status, body } = await billing.get(`/verification-cases?${new URLSearchParams(query).toString()}`);
    expect(status).toBe(200);
    return body as Listed;
  };
  const idsOf = ({ verificationCases }: Listed) => verificationCases.map(({ caseId }) => caseId);
  /** With the one visit more that told the fixture that all was heard. */
  const anns = (query: Readonly<Record<string, string>> = {}) => list({ patientId: ann, ...query });

  beforeAll(async () => {
    billing = await startBilling();
    await billing.hears(ann, ...visits.toReversed().map(({ booked }) => billing.message(booked)), billing.message(third.cancelled));
    await billing.hears(ben, billing.message(bens.booked));
    const { body } = await billing.post(`${second.appointmentId}/report-problem`, { code: 'benefit-exhausted' });
    await billing.get(`/verification-cases/${second.appointmentId}?notOlderThan=${body.position}`).expect(200);
  });
  afterAll(() => billing?.stop());

  it('is in the order of the visits', async () => {
    const shown = idsOf(await anns()).filter((id) => visits.some(({ appointmentId }) => appointmentId === id));
    expect(shown).toEqual([first, second, third, fourth, fifth].map(({ appointmentId }) => appointmentId));
  });

  it('can be had page by page, each case once', async () => {
    const pages: (readonly string[])[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: Listed = await anns({ limit: '2', ...(cursor && { cursor }) });
      pages.push(idsOf(page));
      cursor = page.nextCursor;
    }
    expect(pages.map((page) => page.length)).toEqual([2, 2, 2]);
    expect(pages.flat()).toEqual(idsOf(await anns()));
  });

  it('goes on at its place when cases before and behind it change meanwhile', async () => {
    const page = await anns({ limit: '1', from: '2026-12-03' });
    const { body } = await billing.post(`${fourth.appointmentId}/report-problem`, { code: 'payer-unreachable' });
    const rest = await anns({ from: '2026-12-03', cursor: page.nextCursor ?? '', notOlderThan: String(body.position) });
    expect([idsOf(page), idsOf(rest)]).toEqual([[fourth.appointmentId], [fifth.appointmentId]]);
  });

  it('holds to what is asked for', async () => {
    expect(idsOf(await anns({ status: 'closed' }))).toEqual([third.appointmentId]);
    expect(idsOf(await list({ patientId: ann.toUpperCase(), status: 'problem', to: '2026-12-02' }))).toEqual([second.appointmentId]);
    expect(idsOf(await anns({ from: '2026-12-02', to: '2026-12-02' }))).toEqual([second.appointmentId, third.appointmentId]);
    expect(idsOf(await list({ from: '2026-12-02', to: '2026-12-02' }))).toEqual(
      expect.arrayContaining([second.appointmentId, third.appointmentId, bens.appointmentId]),
    );
    expect(await list({ patientId: randomUUID() })).toEqual({ verificationCases: [] });
  });

  it.each([
    ['limit', 'limit=0'],
    ['limit', 'limit=201'],
    ['limit', 'limit=many'],
    ['limit', 'limit='],
    ['status', 'status=lost'],
    ['status', 'status=open&status=closed'],
    ['patientId', 'patientId=ann'],
    ['from', 'from=2026-02-30'],
    ['from', 'from=0000-01-01'],
    ['to', 'to=9999-12-31'],
    ['to', 'from=2026-12-02&to=2026-12-01'],
    ['cursor', 'cursor=next'],
    ['cursor', 'cursor=%00'],
    ['patient', 'patient=ann'],
  ])('names the parameter %s that it cannot use: %s', async (parameter, query) => {
    const { status, body } = await billing.get(`/verification-cases?${query}`);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ in: 'query', parameter }]);
  });

  it('shows what a command just did when its position is asked for, and no position of another store', async () => {
    const head = await billing.runtime.store.head();
    const { body } = await billing.post(`${fifth.appointmentId}/verify`, {});
    expect(body.position).toBe(head + 1);
    const { verificationCases } = await anns({ status: 'verified', notOlderThan: String(body.position) });
    expect(verificationCases).toMatchObject([{ caseId: fifth.appointmentId }]);

    const other = await billing.get('/verification-cases?notOlderThan=1@another-time');
    expect({ status: other.status, type: other.body.type }).toEqual({ status: 409, type: 'urn:liaison:problem:other-incarnation' });
    const malformed = await billing.get(`/verification-cases/${first.appointmentId}?notOlderThan=soon`);
    expect(malformed.status).toBe(400);
  });

  it('is for billers and coordinators', async () => {
    for (const path of ['/verification-cases', `/verification-cases/${first.appointmentId}`]) {
      expect((await request(billing.url).get(`/billing${path}`)).status).toBe(401);
      expect((await billing.get(path, 'clerk')).status).toBe(403);
      expect((await billing.get(path, 'coordinator')).status).toBe(200);
    }
  });

  it('says that a case is not known', async () => {
    const caseId = randomUUID();
    const { status, body } = await billing.get(`/verification-cases/${caseId}`);
    expect(status).toBe(404);
    expect(body).toMatchObject({ type: 'urn:liaison:problem:case-unknown', errors: [{ code: 'case-unknown', caseId }] });
  });

  it('is the same after it was built anew', async () => {
    const before = await anns();
    const generation = async () => {
      const { body } = await billing.operate('get', '/projections');
      return body.projections[0] as { status: string; generation: number; rebuilding?: object };
    };
    const old = (await generation()).generation;
    await billing.operate('post', '/projections/verification-cases/rebuild').expect(202);
    for (let now = await generation(); now.generation === old || now.rebuilding; now = await generation()) await pause(20);
    expect(await anns()).toEqual(before);
  });

  it('is described', async () => {
    const { body } = await request(billing.url).get('/openapi.json');
    const operation = body.paths['/billing/verification-cases'].get;
    expect(operation.parameters.map(({ name }: { name: string }) => name).sort()).toEqual(
      ['cursor', 'from', 'limit', 'notOlderThan', 'patientId', 'status', 'to'].sort(),
    );
    expect(operation.responses['200'].content['application/json'].schema).toEqual({ $ref: '#/components/schemas/VerificationCasePage' });
    expect(body.components.schemas).toMatchObject({
      VerificationCase: { type: 'object' },
      CoverageAnswered: { type: 'object' },
      CoverageProblem: { required: ['code'] },
      CoverageProblemCode: { enum: expect.arrayContaining(['coverage-inactive', 'payer-unreachable']) },
    });
    const commands = ['verify', 'report-problem'].map((command) => body.paths[`/billing/verification-cases/{caseId}/${command}`].post);
    for (const { summary, responses } of commands) {
      expect(summary).toMatch(/^Record /);
      expect(responses).toMatchObject({ 200: {}, default: { content: { 'application/problem+json': {} } } });
    }
  });
});
