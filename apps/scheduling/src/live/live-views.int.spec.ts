import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { at, startClinic, type ClinicUnderTest } from '../testing/clinic-under-test.js';
import { listenTo } from '../testing/listening.js';
import type { Change } from './live-topics.js';

/** As many as one test opens, and those of the test before that are still seen. */
const most = 8;

describe('Views that people leave open', () => {
  let clinic: ClinicUnderTest;
  beforeAll(async () => {
    clinic = await startClinic({ env: { LIVE_LISTENERS: String(most) } });
  }, 60_000);
  afterAll(() => clinic?.stop());

  const open: (() => void)[] = [];
  const listen = async (path: string, options = {}) => {
    const listening = await listenTo(clinic, path, options);
    open.push(listening.leave);
    return listening.next;
  };
  const isFull = async () => {
    const response = await fetch(`${clinic.url()}/scheduling/resources/dr-li/calendar/live`, {
      headers: { authorization: await clinic.tokenOf('clerk') },
    });
    await response.body?.cancel();
    return response.status === 503;
  };
  // the place of somebody who has gone is free once their connection is seen to have ended
  const somebodyHasLeft = async () => {
    while (await isFull()) await pause(10);
  };
  afterEach(() => open.splice(0).forEach((leave) => leave()));
  const book = async (start: string, more: object = {}) =>
    (await clinic.book(start, more).expect(201)).body as Change & { readonly appointmentId: string };

  it('tell the calendar of a resource, of a day and of a week, of what is booked on it and changed', async () => {
    const day = await listen('/resources/dr-li/calendar/live?date=2026-12-01');
    const week = await listen('/resources/dr-li/calendar/live?date=2026-12-03&view=week');
    const other = await listen('/resources/room-2/calendar/live?date=2026-12-01');
    await Promise.all([day(), week(), other()]);
    const booked = await book(at('09:00'));
    const told = { position: booked.position, appointmentId: booked.appointmentId, what: 'AppointmentBooked' };
    expect([await day(), await week()]).toEqual([told, told]);
    const { body } = await clinic.get(`/resources/dr-li/calendar?date=2026-12-01&notOlderThan=${booked.position}`).expect(200);
    expect(body.days[0].uses).toMatchObject([{ appointmentId: booked.appointmentId }]);
    const elsewhere = await book(at('09:00', '2026-12-04'));
    expect(await week()).toMatchObject({ appointmentId: elsewhere.appointmentId });
    // what does not say which resources it frees is told to every calendar of its day: the first that the other hears
    await clinic.step(booked.appointmentId, 'cancel', { reason: 'pat' }).expect(200);
    const cancelled = { appointmentId: booked.appointmentId, what: 'AppointmentCancelled' };
    expect([await day(), await other()]).toMatchObject([cancelled, cancelled]);
    await clinic.command('put', '/resources/dr-li/leave/trip', { from: '2026-12-01T00:00', to: '2026-12-02T00:00', reason: 'vacation' });
    expect(await day()).toMatchObject({ what: 'LeaveGranted' });
    await clinic.command('delete', '/resources/dr-li/leave/trip');
  });

  it('tell who looks at a patient of that patient alone', async () => {
    const patientId = randomUUID();
    const next = await listen(`/patients/${patientId}/appointments/live`, { role: 'clerk' });
    await next();
    await book(at('10:00'));
    const theirs = await book(at('11:00'), { patientId });
    expect(await next()).toEqual({ position: theirs.position, appointmentId: theirs.appointmentId, what: 'AppointmentBooked' });
  });

  it('tell who comes back with Last-Event-ID at once, if something has happened meanwhile, and else of what happens next', async () => {
    const stays = await listen('/resources/dr-li/calendar/live?date=2026-12-02');
    const before = await stays();
    const calm = await listen('/resources/dr-li/calendar/live?date=2026-12-02', { lastEventId: String(before?.position) });
    const missed = await book(at('09:00', '2026-12-02'));
    await stays();
    expect(await calm()).toMatchObject({ appointmentId: missed.appointmentId });
    const back = await listen('/resources/dr-li/calendar/live?date=2026-12-02', { lastEventId: String(before?.position) });
    expect((await back())?.position).toBeGreaterThanOrEqual(missed.position);
    const long = await listen('/resources/dr-li/calendar/live?date=2026-12-02', { lastEventId: '1' });
    expect((await long())?.position).toBeGreaterThanOrEqual(missed.position);
  });

  it('are open for so many at once; one more is asked to come back, and has room when somebody has left', async () => {
    const paths = Array.from({ length: most }, (_, n) => `/resources/dr-li/calendar/live?date=2026-12-1${n}`);
    await Promise.all(paths.map((path) => listen(path)));
    const refused = await clinic.get('/resources/dr-li/calendar/live');
    expect([refused.status, refused.headers['retry-after'], clinic.codes(refused)]).toEqual([503, '10', ['too-many-listeners']]);
    open.pop()?.();
    await somebodyHasLeft();
  });

  it('are refused as the view itself is', async () => {
    expect((await clinic.get('/resources/nothing/calendar/live')).status).toBe(404);
    expect((await clinic.get('/resources/dr-li/calendar/live?view=month')).status).toBe(400);
    const operator = { authorization: await clinic.tokenOf('operator') };
    await clinic.get(`/patients/${randomUUID()}/appointments/live`).set(operator).expect(403);
  });
});
