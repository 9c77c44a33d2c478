import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { startBilling, type BillingUnderTest } from '../testing/billing-under-test.js';
import { booking } from '../testing/scheduling-promises.js';

describe('A biller, over HTTP', () => {
  let billing: BillingUnderTest;
  beforeAll(async () => {
    billing = await startBilling();
  });
  afterAll(() => billing?.stop());

  const openCase = async (): Promise<string> => {
    const visit = booking();
    await billing.hears(visit.patientId, billing.message(visit.booked));
    return visit.appointmentId;
  };
  const closedCase = async (): Promise<string> => {
    const visit = booking();
    await billing.hears(visit.patientId, billing.message(visit.booked), billing.message(visit.cancelled));
    return visit.appointmentId;
  };
  const typesOf = async (caseId: string) => (await billing.eventsOf(caseId)).map(({ type }) => type);

  it('records that the payer stands by the coverage, and reads it at once', async () => {
    const caseId = await openCase();
    const { status, body, headers } = await billing.post(`${caseId}/verify`, {});
    expect({ status, body }).toEqual({
      status: 200,
      body: { caseId, status: 'verified', problem: null, revision: 1, position: expect.any(Number) },
    });
    expect(headers['etag']).toBe('"1"');
    const read = await billing.get(`/verification-cases/${caseId}?notOlderThan=${headers['liaison-position']}`);
    expect(read.body).toMatchObject({ status: 'verified', problem: null, revision: 1 });
    expect(read.headers['etag']).toBe('"1"');
  });

  it('records a problem, and that it was put right', async () => {
    const caseId = await openCase();
    const reported = await billing.post(`${caseId}/report-problem`, { code: 'referral-missing' });
    expect(reported.body).toMatchObject({ caseId, status: 'problem', problem: 'referral-missing', revision: 1 });
    const read = await billing.get(`/verification-cases/${caseId}?notOlderThan=${reported.body.position}`);
    expect(read.body).toMatchObject({ status: 'problem', problem: 'referral-missing' });
    expect((await billing.post(`${caseId}/verify`, {})).body).toMatchObject({ status: 'verified', problem: null, revision: 2 });
  });

  it.each([
    ['verify', {}],
    ['report-problem', { code: 'member-not-found' }],
  ])('who sends %s again with one Idempotency-Key acts once and gets the same answer', async (command, body) => {
    const caseId = await openCase();
    const key = { 'idempotency-key': randomUUID() };
    const [first, second] = await Promise.all([
      billing.post(`${caseId}/${command}`, body, key),
      billing.post(`${caseId}/${command}`, body, key),
    ]);
    const third = await billing.post(`${caseId}/${command}`, body, key);
    expect(first.status).toBe(200);
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect([third.status, third.body]).toEqual([200, first.body]);
    expect(await typesOf(caseId)).toHaveLength(2);
  });

  it('gets the first answer again also when the case has moved on since', async () => {
    const caseId = await openCase();
    const key = { 'idempotency-key': randomUUID() };
    const first = await billing.post(`${caseId}/verify`, {}, key);
    await billing.post(`${caseId}/report-problem`, { code: 'coverage-inactive' });
    expect((await billing.post(`${caseId}/verify`, {}, key)).body).toEqual(first.body);
    expect(await typesOf(caseId)).toEqual(['VerificationCaseOpened', 'CoverageVerified', 'CoverageProblemFound']);
  });

  it('gets a refusal again as well', async () => {
    const caseId = randomUUID();
    const key = { 'idempotency-key': randomUUID() };
    const first = await billing.post(`${caseId}/verify`, {}, key);
    const visit = booking({ appointmentId: caseId });
    await billing.hears(visit.patientId, billing.message(visit.booked));
    const second = await billing.post(`${caseId}/verify`, {}, key);
    expect([second.status, second.body]).toEqual([404, first.body]);
  });

  it('changes nothing by verifying what is verified', async () => {
    const caseId = await openCase();
    const first = await billing.post(`${caseId}/verify`, {});
    const second = await billing.post(`${caseId}/verify`, {});
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect(await typesOf(caseId)).toEqual(['VerificationCaseOpened', 'CoverageVerified']);
  });

  it.each([
    ['verify', {}],
    ['report-problem', { code: 'member-not-found' }],
  ])('is told that there is no such case on %s', async (command, body) => {
    const caseId = randomUUID();
    const { status, body: problem, headers } = await billing.post(`${caseId}/${command}`, body);
    expect(status).toBe(404);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(problem).toMatchObject({
      type: 'urn:liaison:problem:case-unknown',
      title: 'There is no such verification case',
      errors: [{ code: 'case-unknown', caseId }],
    });
  });

  it.each([
    ['verify', {}],
    ['report-problem', { code: 'member-not-found' }],
  ])('is told that the visit was cancelled on %s', async (command, body) => {
    const caseId = await closedCase();
    const { status, body: problem } = await billing.post(`${caseId}/${command}`, body);
    expect(status).toBe(409);
    expect(problem).toMatchObject({ type: 'urn:liaison:problem:case-closed', errors: [{ code: 'case-closed', caseId }] });
    expect(await typesOf(caseId)).toEqual(['VerificationCaseOpened', 'VerificationCaseClosed']);
  });

  it('does not overwrite what a colleague has found out meanwhile', async () => {
    const caseId = await openCase();
    await billing.post(`${caseId}/report-problem`, { code: 'coverage-inactive' }, { 'if-match': '"0"' }).expect(200);
    const { status, body } = await billing.post(`${caseId}/verify`, {}, { 'if-match': '"0"' });
    expect(status).toBe(412);
    expect(body.errors).toMatchObject([{ code: 'stale-revision', expected: 0, actual: 1 }]);
    await billing.post(`${caseId}/verify`, {}, { 'if-match': '"1"' }).expect(200);
  });

  it('cannot use one key for two things', async () => {
    const caseId = await openCase();
    const key = { 'idempotency-key': randomUUID() };
    await billing.post(`${caseId}/report-problem`, { code: 'coverage-inactive' }, key).expect(200);
    const { status, body } = await billing.post(`${caseId}/report-problem`, { code: 'payer-unreachable' }, key);
    expect({ status, type: body.type }).toEqual({ status: 422, type: 'urn:liaison:problem:idempotency-key-reused' });
  });

  it('needs a key', async () => {
    const caseId = await openCase();
    const { status, body } = await request(billing.url)
      .post(`/billing/verification-cases/${caseId}/verify`)
      .set('authorization', `Bearer ${await billing.token('biller')}`);
    expect({ status, type: body.type }).toEqual({ status: 400, type: 'urn:liaison:problem:idempotency-key-missing' });
  });

  it.each([
    ['words of its own', { code: 'the patient forgot the card' }, '/code'],
    ['no code', {}, '/code'],
    ['free text beside the code', { code: 'referral-missing', note: 'call her' }, '/note'],
  ])('cannot report a problem with %s', async (_, body, pointer) => {
    const caseId = await openCase();
    const { status, body: problem } = await billing.post(`${caseId}/report-problem`, body);
    expect({ status, pointers: problem.errors.map((error: { pointer?: string }) => error.pointer) }).toEqual({
      status: 400,
      pointers: [pointer],
    });
    expect(await typesOf(caseId)).toEqual(['VerificationCaseOpened']);
  });

  it('must name a case by a UUID', async () => {
    const { status, body } = await billing.post('first/verify', {});
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ in: 'path', parameter: 'caseId' }]);
  });

  it.each(['verify', 'report-problem'])('alone may %s: coordinators and clerks may not, strangers are not known', async (command) => {
    const caseId = await openCase();
    const path = `/billing/verification-cases/${caseId}/${command}`;
    const body = { code: 'referral-missing' };
    expect((await request(billing.url).post(path).set('idempotency-key', randomUUID()).send(body)).status).toBe(401);
    expect((await billing.post(`${caseId}/${command}`, body, {}, 'coordinator')).status).toBe(403);
    expect((await billing.post(`${caseId}/${command}`, body, {}, 'clerk')).status).toBe(403);
    expect(await typesOf(caseId)).toEqual(['VerificationCaseOpened']);
  });
});
