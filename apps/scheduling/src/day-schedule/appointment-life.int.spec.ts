import { randomUUID } from 'node:crypto';
import { at, startClinic, type ClinicUnderTest } from '../testing/clinic-under-test.js';

describe('The life of an appointment, over HTTP', () => {
  let clinic: ClinicUnderTest;
  beforeAll(async () => {
    clinic = await startClinic();
  }, 60_000);
  afterAll(() => clinic?.stop());

  const book = async (start: string): Promise<string> => (await clinic.book(start).expect(201)).body.appointmentId;
  const read = async (appointmentId: string) => (await clinic.get(`/appointments/${appointmentId}`).expect(200)).body;

  it('leads from the booking through arrival, check-in and start to the end of its encounter', async () => {
    const appointmentId = await book(at('09:00'));
    await clinic.step(appointmentId, 'confirm', { onBehalfOf: 'Patient' }).expect(200);
    expect(await read(appointmentId)).toMatchObject({ status: 'booked', confirmed: true });
    clinic.clock.set('2026-12-01T13:55:00Z');
    await clinic.step(appointmentId, 'arrive', { happenedAt: at('08:50') }).expect(200);
    await clinic.step(appointmentId, 'check-in').expect(200);
    const started = await clinic.step(appointmentId, 'start', { happenedAt: at('08:55') }).expect(200);
    expect(started.body).toMatchObject({ appointmentId, status: 'fulfilled', encounterId: expect.any(String), clashes: [] });
    clinic.clock.set('2026-12-01T14:20:00Z');
    await clinic.step(appointmentId, 'finish').expect(200);
    expect(await read(appointmentId)).toMatchObject({
      status: 'fulfilled',
      arrivedAt: '2026-12-01T13:50:00Z',
      checkedInAt: '2026-12-01T13:55:00Z',
      encounterId: started.body.encounterId,
      startedAt: '2026-12-01T13:55:00Z',
      finishedAt: '2026-12-01T14:20:00Z',
    });
  });

  it('answers a repeated step as the first time, and shows what it collides with', async () => {
    const [first, second] = [await book(at('10:00', '2026-12-02')), await book(at('10:45', '2026-12-02'))];
    clinic.clock.set('2026-12-02T15:20:00Z');
    const key = { 'idempotency-key': randomUUID() };
    const late = await clinic.step(first, 'start', {}, key).expect(200);
    expect(late.body.clashes).toEqual([
      { appointmentId: second, resourceId: 'dr-li' },
      { appointmentId: second, resourceId: 'room-1' },
    ]);
    expect((await clinic.step(first, 'start', {}, key).expect(200)).body).toEqual(late.body);
  });

  it('names the state and the step when that state does not allow it', async () => {
    const appointmentId = await book(at('09:00', '2026-12-03'));
    await clinic.step(appointmentId, 'cancel', { reason: 'pat-fb', onBehalfOf: 'Patient' }).expect(200);
    const refused = await clinic.step(appointmentId, 'arrive').expect(409);
    expect(refused.body).toMatchObject({
      type: 'urn:liaison:problem:step-not-allowed',
      detail: 'arrive: the appointment is cancelled',
      errors: [{ code: 'step-not-allowed', step: 'arrive', status: 'cancelled' }],
    });
  });

  it('refuses an edit by somebody who has not seen the last change, and not because others were booked on that day', async () => {
    const appointmentId = await book(at('11:00', '2026-12-03'));
    const seen = (await clinic.get(`/appointments/${appointmentId}`)).headers['etag'] ?? '';
    await book(at('14:00', '2026-12-03'));
    await clinic.step(appointmentId, 'confirm', {}, { 'if-match': seen }).expect(200);
    const stale = await clinic.step(appointmentId, 'cancel', { reason: 'pat' }, { 'if-match': seen });
    expect([stale.status, clinic.codes(stale)]).toEqual([412, ['appointment-changed']]);
  });

  it('frees the time of a no-show, and takes a step back that was wrong', async () => {
    const appointmentId = await book(at('09:00', '2026-12-04'));
    expect(clinic.codes(await clinic.step(appointmentId, 'no-show').expect(409))).toEqual(['not-due-yet']);
    clinic.clock.set('2026-12-04T14:10:00Z');
    await clinic.step(appointmentId, 'no-show').expect(200);
    expect((await clinic.step(appointmentId, 'undo', { step: 'no-show' }).expect(200)).body).toMatchObject({ status: 'booked' });
    await clinic.step(appointmentId, 'enter-in-error').expect(200);
    expect(await read(appointmentId)).toMatchObject({ status: 'entered-in-error' });
  });

  it('moves within its day, keeps its doctor, and lets another room serve it', async () => {
    const appointmentId = await book(at('09:00', '2026-12-07'));
    await clinic.step(appointmentId, 'move', { start: at('13:00', '2026-12-07') }).expect(200);
    await book(at('09:00', '2026-12-07'));
    await clinic.step(appointmentId, 'reassign', { phase: 'room', resourceId: 'room-2' }).expect(200);
    expect(await read(appointmentId)).toMatchObject({
      start: '2026-12-07T18:00:00Z',
      uses: [{ resourceId: 'dr-li' }, { resourceId: 'room-2' }],
    });
    const taken = await clinic.step(appointmentId, 'move', { start: at('09:00', '2026-12-07') }).expect(409);
    expect(clinic.codes(taken)).toContain('capacity-exceeded');
    const wrongRoom = await clinic.step(appointmentId, 'reassign', { phase: 'practitioner', resourceId: 'room-1' });
    expect([wrongRoom.status, clinic.codes(wrongRoom)]).toEqual([422, ['resource-of-no-phase']]);
  });

  it('takes the cleaning along to the other room', async () => {
    const phase = (name: string, offsetMinutes: number, more: object) => ({ name, offsetMinutes, durationMinutes: 15, ...more });
    await clinic
      .command('put', '/sites/north/visit-types/dressing', {
        ...{ name: 'Dressing', departmentId: 'general', durationMinutes: 15 },
        phases: [phase('room', 0, { anyOf: ['room-1', 'room-2'] }), phase('cleaning', 15, { sameAs: 'room' })],
      })
      .expect(200);
    const booked = await clinic.book(at('10:00', '2026-12-08'), { visitTypeId: 'dressing', with: ['room-1'] }).expect(201);
    const { appointmentId } = booked.body;
    expect(await read(appointmentId)).toMatchObject({ uses: [{ resourceId: 'room-1' }, { phase: 'cleaning', resourceId: 'room-1' }] });
    await clinic.step(appointmentId, 'reassign', { phase: 'room', resourceId: 'room-2' }).expect(200);
    expect(await read(appointmentId)).toMatchObject({ uses: [{ resourceId: 'room-2' }, { phase: 'cleaning', resourceId: 'room-2' }] });
  });

  it.each([
    ['an unknown appointment', 'arrive', {}, 404],
    ['a reason that is no code of HL7', 'cancel', { reason: 'patient' }, 400],
    ['a time without its offset', 'start', { happenedAt: '2026-12-01T09:00:00' }, 400],
    ['a time finer than a nanosecond', 'start', { happenedAt: '2026-12-01T09:00:00.0000000000-05:00' }, 400],
    ['a step that cannot be undone', 'undo', { step: 'cancel' }, 400],
  ])('refuses %s', async (_, step, body, status) => {
    await clinic.step(randomUUID(), step, body).expect(status);
  });
});
