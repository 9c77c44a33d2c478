import { randomUUID } from 'node:crypto';
import { at, startClinic, type ClinicUnderTest } from '../testing/clinic-under-test.js';

describe('Holds, over HTTP', () => {
  let clinic: ClinicUnderTest;
  beforeAll(async () => {
    clinic = await startClinic();
  }, 60_000);
  afterAll(() => clinic?.stop());

  const hold = (start: string, more: object = {}, headers: Readonly<Record<string, string>> = {}) =>
    clinic.command('post', '/appointments/$hold', clinic.visit(start, more), headers);
  const statusOf = async (appointmentId: string) => (await clinic.get(`/appointments/${appointmentId}`).expect(200)).body.status;

  it('are pending until their holder books them', async () => {
    const { body } = await hold(at('09:00')).expect(201);
    expect(body).toMatchObject({ status: 'pending', expiresAt: '2026-11-24T12:10:00Z' });
    expect((await clinic.get(`/appointments/${body.appointmentId}`)).body).toMatchObject({ expiresAt: '2026-11-24T12:10:00Z' });
    expect(clinic.codes(await clinic.book(at('09:00')).expect(409))).toContain('capacity-exceeded');
    await clinic.step(body.appointmentId, 'renew-hold', { minutes: 30 }).expect(200);
    await clinic.step(body.appointmentId, 'book').expect(200);
    expect(await statusOf(body.appointmentId)).toBe('booked');
  });

  it('are refused to anybody but their holder', async () => {
    const { body } = await hold(at('10:00')).expect(201);
    const somebodyElse = { authorization: await clinic.tokenOf('clerk', 'another@desk') };
    for (const step of ['book', 'renew-hold', 'release-hold']) {
      const refused = await clinic.step(body.appointmentId, step, {}, somebodyElse);
      expect([refused.status, clinic.codes(refused)]).toEqual([403, ['hold-not-yours']]);
    }
    await clinic.step(body.appointmentId, 'release-hold').expect(200);
    await clinic.book(at('10:00')).expect(201);
  });

  it('are answered as the first time when they are asked for twice', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const visit = { patientId: randomUUID() };
    const first = await hold(at('11:00'), visit, key).expect(201);
    expect((await hold(at('11:00'), visit, key)).body).toEqual(first.body);
  });

  it('expire by themselves, also while no process was there to see it', async () => {
    const { body } = await hold(at('13:00')).expect(201);
    await clinic.runtime().projections.waitFor('appointment-timers', body.position, { timeoutMs: 5_000 });
    await clinic.restart(() => clinic.clock.set('2026-11-24T12:30:00Z'));
    while ((await statusOf(body.appointmentId)) === 'pending') continue;
    const late = await clinic.step(body.appointmentId, 'book');
    expect([late.status, clinic.codes(late)]).toEqual([410, ['hold-expired']]);
    await clinic.book(at('13:00')).expect(201);
  });

  it('are shown on the board while they stand, and not any more when they are given up', async () => {
    const { body } = await hold(at('15:00', '2026-12-02')).expect(201);
    const board = async (position: number) =>
      (await clinic.get(`/sites/north/departments/general/day-board?date=2026-12-02&notOlderThan=${position}`).expect(200)).body
        .appointments;
    expect(await board(body.position)).toMatchObject([{ appointmentId: body.appointmentId, status: 'pending' }]);
    const released = await clinic.step(body.appointmentId, 'release-hold').expect(200);
    expect(await board(released.body.position)).toEqual([]);
  });

  it('last an hour at most', async () => {
    await hold(at('14:00'), { minutes: 61 }).expect(400);
    const { body } = await hold(at('14:00'), { minutes: 60 }).expect(201);
    clinic.clock.set('2026-11-24T12:50:00Z');
    expect(clinic.codes(await clinic.step(body.appointmentId, 'renew-hold', { minutes: 45 }).expect(422))).toEqual(['held-too-long']);
  });
});
