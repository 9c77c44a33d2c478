import { randomUUID } from 'node:crypto';
import { startNightClinic, type NightClinic } from './testing/night-clinic.js';

describe('Going beyond a capacity over midnight', () => {
  let clinic: NightClinic;
  beforeAll(async () => {
    clinic = await startNightClinic();
    const rooms = ['or-3', 'or-5'];
    const phases = [
      { name: 'room', offsetMinutes: -30, durationMinutes: 240, anyOf: rooms },
      { name: 'cleaning', offsetMinutes: 210, durationMinutes: 30, anyOf: rooms, sameAs: 'room' },
    ];
    const overbooking = phases.map(({ name: phase }) => ({ role: 'coordinator', phase, extra: 1 }));
    await clinic
      .command('put', '/sites/north/visit-types/urgent', {
        ...{ name: 'Urgent', departmentId: 'general', durationMinutes: 210, phases, overbooking },
      })
      .expect(200);
  }, 60_000);
  afterAll(() => clinic?.stop());

  const overbook = { reason: 'urgent' };
  const overbooked = { role: 'coordinator', reason: 'urgent', resourceIds: ['or-5'] };
  const book = async (start: string, room: string) =>
    (await clinic.book(`${start}:00-05:00`, { visitTypeId: 'urgent', with: [room] }).expect(201)).body.appointmentId as string;
  const reassign = (appointmentId: string, resourceId: string, more: object = {}, headers: Record<string, string> = {}) =>
    clinic.step(appointmentId, 'reassign', { phase: 'room', resourceId, ...more }, headers);
  /** What each of its days says of it: who serves it, and on whose word. */
  const said = async (appointmentId: string, home: string, beside: string) => {
    const here = (await clinic.dayOf(home)).appointments.get(appointmentId);
    const there = (await clinic.dayOf(beside)).continuations.get(appointmentId)?.facts;
    return [here, there].map((facts) => ({ by: new Set(facts?.uses.map(({ resourceId }) => resourceId)), overbooked: facts?.overbooked }));
  };

  it.each([
    ['before midnight alone', '2026-12-01', '2026-12-02', '2026-12-01T19:30'],
    ['after midnight alone', '2026-12-03', '2026-12-04', '2026-12-04T01:00'],
    ['on both dates', '2026-12-07', '2026-12-08', '2026-12-07T22:00'],
  ])('is possible by another resource, where it is taken %s, and both days say so', async (_, home, beside, other) => {
    const visit = await book(`${home}T23:00`, 'or-3');
    await book(other, 'or-5');
    expect(clinic.codes(await reassign(visit, 'or-5').expect(409))).toContain('capacity-exceeded');
    const clerk = { authorization: await clinic.tokenOf('clerk') };
    expect(clinic.codes(await reassign(visit, 'or-5', { overbook }, clerk).expect(403))).toEqual(['overbooking-not-allowed']);
    await reassign(visit, 'or-5', { overbook }).expect(200);
    expect((await clinic.get(`/appointments/${visit}`)).body.overbooked).toEqual(overbooked);
    expect(await said(visit, home, beside)).toEqual([0, 1].map(() => ({ by: new Set(['or-5']), overbooked })));
    // one more than it serves, and no further
    const third = await book(`${home}T23:00`, 'or-3');
    expect(clinic.codes(await reassign(third, 'or-5', { overbook }).expect(409))).toContain('capacity-exceeded');
    await clinic.step(third, 'cancel', { reason: 'pat' }).expect(200);
    await reassign(visit, 'or-3').expect(200);
    expect((await clinic.get(`/appointments/${visit}`)).body.overbooked).toBeUndefined();
    expect(await said(visit, home, beside)).toEqual([0, 1].map(() => ({ by: new Set(['or-3']), overbooked: undefined })));
    await reassign(visit, 'or-5', { overbook }).expect(200);
  });

  it('is recorded only where there is no room', async () => {
    const visit = await book('2026-12-10T23:00', 'or-3');
    await reassign(visit, 'or-5', { overbook }).expect(200);
    expect(await said(visit, '2026-12-10', '2026-12-11')).toEqual([0, 1].map(() => ({ by: new Set(['or-5']), overbooked: undefined })));
  });

  it('gives the first answer again, and is possible while the patient waits', async () => {
    const visit = await book('2026-12-14T23:00', 'or-3');
    await book('2026-12-14T22:00', 'or-5');
    clinic.clock.set('2026-12-15T04:10:00Z');
    await clinic.step(visit, 'arrive').expect(200);
    const again = { 'idempotency-key': randomUUID() };
    const first = await reassign(visit, 'or-5', { overbook }, again).expect(200);
    expect((await reassign(visit, 'or-5', { overbook }, again).expect(200)).body).toEqual(first.body);
    expect(await said(visit, '2026-12-14', '2026-12-15')).toEqual([0, 1].map(() => ({ by: new Set(['or-5']), overbooked })));
  });
});
