import { randomUUID } from 'node:crypto';
import type { RecordedEvent } from '@liaison/event-store';
import { published } from '../../messaging/published.js';
import { at, startClinic, type ClinicUnderTest } from '../../testing/clinic-under-test.js';

const [monday, tuesday, wednesday, thursday] = ['2026-12-07', '2026-12-08', '2026-12-09', '2026-12-10'] as const;

describe('An appointment that is moved to another day, over HTTP', () => {
  let clinic: ClinicUnderTest;
  beforeAll(async () => {
    clinic = await startClinic();
    const open = [{ daysOfWeek: ['mon', 'tue', 'wed', 'thu', 'fri'], availableStartTime: '08:00', availableEndTime: '17:00' }];
    await clinic.command('put', '/sites/south', { name: 'South', zone: 'America/New_York' }).expect(200);
    await clinic.command('put', '/sites/south/departments/general', { name: 'General', gridMinutes: 15 }).expect(200);
    await clinic.command('put', '/resources/dr-diaz', { kind: 'practitioner', name: 'Doctor', capacity: 1 }).expect(200);
    await clinic.command('put', '/sites/south/resources/dr-diaz/hours', { availableTime: open }).expect(200);
    await clinic
      .command('put', '/sites/south/visit-types/check-up', {
        ...{ name: 'Check-up', departmentId: 'general', durationMinutes: 30 },
        phases: [{ name: 'practitioner', offsetMinutes: 0, durationMinutes: 30, anyOf: ['dr-diaz'] }],
      })
      .expect(200);
  }, 60_000);
  afterAll(() => clinic?.stop());

  const book = async (start: string, more: object = {}): Promise<string> => (await clinic.book(start, more).expect(201)).body.appointmentId;
  const read = async (appointmentId: string) => (await clinic.get(`/appointments/${appointmentId}`).expect(200)).body;
  const boardOf = async (date: string, position: number, siteId = 'north'): Promise<readonly string[]> => {
    const { body } = await clinic.get(`/sites/${siteId}/departments/general/day-board?date=${date}&notOlderThan=${position}`).expect(200);
    return [...JSON.stringify(body).matchAll(/"appointmentId":"([^"]+)"/g)].map(([, id]) => id ?? '');
  };
  const promisedOf = async (appointmentId: string) => {
    const events: RecordedEvent[] = [];
    for await (const batch of clinic.runtime().store.readAll()) events.push(...batch);
    return events
      .filter(({ data }) => (data as { appointmentId?: string }).appointmentId === appointmentId)
      .flatMap((event) => {
        const promised = published(event);
        return promised === 'unmapped' ? [] : promised;
      });
  };

  it('is there then, under its id, and on no other day', async () => {
    const patientId = randomUUID();
    const appointmentId = await book(at('09:00', monday), { patientId });
    await clinic.step(appointmentId, 'confirm').expect(200);
    const { body } = await clinic.step(appointmentId, 'move', { start: at('11:00', tuesday) }).expect(200);
    expect(body).toMatchObject({ appointmentId, status: 'booked' });
    expect(await read(appointmentId)).toMatchObject({ date: tuesday, start: '2026-12-08T16:00:00Z', status: 'booked', confirmed: false });
    expect([await boardOf(monday, body.position), await boardOf(tuesday, body.position)].map((ids) => ids.includes(appointmentId))).toEqual(
      [...[false, true]],
    );
    const listed = await clinic.get(`/patients/${patientId}/appointments?notOlderThan=${body.position}`).expect(200);
    expect(listed.body.appointments).toMatchObject([{ appointmentId, date: tuesday, start: '2026-12-08T16:00:00Z' }]);
    await book(at('09:00', monday)); // free again
    expect(clinic.codes(await clinic.book(at('11:00', tuesday)).expect(409))).toContain('capacity-exceeded');
  });

  it('is told of once, as moved, with the day before', async () => {
    const appointmentId = await book(at('13:00', monday));
    await clinic.step(appointmentId, 'move', { start: at('13:00', tuesday) }).expect(200);
    expect((await promisedOf(appointmentId)).map(({ type, data }) => [type.split('.').at(-2), data])).toMatchObject([
      ['appointment-booked', { date: monday }],
      [
        'appointment-moved',
        { date: tuesday, from: '2026-12-08T18:00:00Z', previously: { siteId: 'north', date: monday, from: '2026-12-07T18:00:00Z' } },
      ],
    ]);
  });

  it('shows both days in its history, and who did it', async () => {
    const appointmentId = await book(at('14:00', monday));
    await clinic.step(appointmentId, 'move', { start: at('14:00', tuesday) }).expect(200);
    await clinic.step(appointmentId, 'confirm').expect(200);
    const { body } = await clinic.get(`/appointments/${appointmentId}/history`).expect(200);
    const [booked, ...moved] = body.history.slice(0, 3);
    expect(booked).toMatchObject({ what: 'AppointmentBooked', start: '2026-12-07T19:00:00Z' });
    expect(moved).toHaveLength(2);
    expect(moved).toContainEqual(
      expect.objectContaining({ what: 'AppointmentMovedAway', movedTo: { siteId: 'north', date: tuesday }, by: booked.by }),
    );
    expect(moved).toContainEqual(
      expect.objectContaining({ what: 'AppointmentMovedIn', movedFrom: { siteId: 'north', date: monday }, start: '2026-12-08T19:00:00Z' }),
    );
    expect(body.history[3]).toMatchObject({ what: 'AppointmentConfirmed' });
  });

  it('stays where it is when it does not fit, and every reason and other times are told', async () => {
    const appointmentId = await book(at('15:00', monday));
    await book(at('15:00', tuesday));
    const refused = await clinic.step(appointmentId, 'move', { start: at('15:05', tuesday) }).expect(409);
    expect(clinic.codes(refused)).toEqual(['off-grid', 'capacity-exceeded']);
    expect(refused.body.alternatives).toHaveLength(3);
    expect(await read(appointmentId)).toMatchObject({ date: monday, start: '2026-12-07T20:00:00Z' });
    const [first] = refused.body.alternatives;
    await clinic.step(appointmentId, 'move', { start: first.local }).expect(200);
    expect((await read(appointmentId)).start).toBe(first.start);
  });

  it('is not put where its patient is elsewhere', async () => {
    const patientId = randomUUID();
    const appointmentId = await book(at('16:00', monday), { patientId });
    const other = await book(at('16:00', tuesday), { patientId });
    expect(clinic.codes(await clinic.step(appointmentId, 'move', { start: at('16:15', tuesday) }).expect(409))).toContain(
      'patient-elsewhere',
    );
    await clinic.step(other, 'move', { start: at('16:15', monday) }).expect(409);
  });

  it('answers the same when the request is sent again, also when it has been moved on since', async () => {
    const appointmentId = await book(at('08:00', monday));
    const key = { 'idempotency-key': randomUUID() };
    const first = await clinic.step(appointmentId, 'move', { start: at('08:00', tuesday) }, key).expect(200);
    await clinic.step(appointmentId, 'move', { start: at('08:00', wednesday) }).expect(200);
    const again = await clinic.step(appointmentId, 'move', { start: at('08:00', tuesday) }, key).expect(200);
    expect(again.body).toEqual(first.body);
    expect((await read(appointmentId)).date).toBe(wednesday);
    await clinic.step(appointmentId, 'move', { start: at('08:00', thursday) }, key).expect(422); // another request under a used key
  });

  it('goes back, and further, and its id is nowhere else', async () => {
    const booking = clinic.visit(at('08:30', monday));
    const appointmentId = randomUUID();
    await clinic.command('put', `/appointments/${appointmentId}`, booking).expect(201);
    await clinic.step(appointmentId, 'move', { start: at('08:45', tuesday) }).expect(200);
    const used = await clinic.command('put', `/appointments/${appointmentId}`, booking).expect(409);
    expect(used.body.errors).toMatchObject([{ code: 'appointment-id-used', siteId: 'north', date: tuesday }]);
    await clinic.step(appointmentId, 'move', { start: at('08:30', monday) }).expect(200);
    await clinic.command('put', `/appointments/${appointmentId}`, booking).expect(200);
    await clinic.step(appointmentId, 'move', { start: at('10:00', thursday) }).expect(200);
    expect((await read(appointmentId)).date).toBe(thursday);
    const { body } = await clinic.get(`/appointments/${appointmentId}/history`).expect(200);
    expect(body.history.filter(({ what }: { what: string }) => what === 'AppointmentMovedIn')).toHaveLength(3);
  });

  it('takes place at another site that has this kind of visit', async () => {
    const appointmentId = await book(at('12:00', monday));
    const { body } = await clinic.step(appointmentId, 'move', { start: at('12:00', monday), siteId: 'south' }).expect(200);
    expect(await read(appointmentId)).toMatchObject({ siteId: 'south', date: monday, uses: [{ resourceId: 'dr-diaz' }] });
    expect(await boardOf(monday, body.position, 'south')).toEqual([appointmentId]);
    expect(clinic.codes(await clinic.step(appointmentId, 'move', { start: at('12:00', monday), siteId: 'east' }).expect(404))).toEqual([
      'site-unknown',
    ]);
  });

  it('is for whoever has seen it as it is', async () => {
    const appointmentId = await book(at('10:30', wednesday));
    const { revision } = await read(appointmentId);
    await clinic.step(appointmentId, 'move', { start: at('10:45', wednesday) }).expect(200);
    const refused = await clinic.step(appointmentId, 'move', { start: at('10:45', thursday) }, { 'if-match': `"${revision}"` }).expect(412);
    expect(clinic.codes(refused)).toEqual(['appointment-changed']);
    const { body } = await clinic.step(appointmentId, 'move', { start: at('10:45', thursday) }).expect(200);
    await clinic.step(appointmentId, 'confirm', {}, { 'if-match': `"${body.revision}"` }).expect(200);
  });

  it('is not for whoever has seen it on the day before, whatever the revision of that day was', async () => {
    const appointmentId = await book(at('15:00', thursday));
    for (const time of ['15:45', '16:15']) await book(at(time, thursday)); // the day has far more behind it than the other will have
    const onThursday = (await clinic.get(`/appointments/${appointmentId}`)).headers['etag'] ?? '';
    expect(onThursday).toMatch(/^"\d+@north\/2026-12-10"$/);
    const moved = await clinic.step(appointmentId, 'move', { start: at('15:00', '2026-12-11') }, { 'if-match': onThursday }).expect(200);
    expect(moved.headers['etag']).toBe(`"${moved.body.revision}@north/2026-12-11"`);
    const revision = Number(/\d+/.exec(onThursday)?.[0]);
    expect(moved.body.revision).toBeLessThan(revision);
    const back = { start: at('15:00', thursday) };
    for (const [step, body] of [
      ['confirm', {}],
      ['cancel', { reason: 'pat' }],
      ['move', back],
    ] as const) {
      const refused = await clinic.step(appointmentId, step, body, { 'if-match': onThursday }).expect(412);
      expect(clinic.codes(refused)).toEqual(['appointment-changed']);
    }
    const confirmed = await clinic.step(appointmentId, 'confirm', {}, { 'if-match': moved.headers['etag'] ?? '' }).expect(200);
    expect(confirmed.headers['etag']).toBe(`"${confirmed.body.revision}@north/2026-12-11"`);
    // a revision alone, as it was documented, is judged by its number
    await clinic.step(appointmentId, 'move', back, { 'if-match': `"${confirmed.body.revision}"` }).expect(200);
    await clinic.command('put', '/sites/north', { name: 'North', zone: 'America/New_York' }, { 'if-match': onThursday }).expect(412);
  });

  it.each([
    ['past midnight where nobody is', '23:45', 'resource-not-there'],
    ['off the hours', '07:00', 'resource-not-there'],
  ])('is refused %s', async (_, time, code) => {
    const appointmentId = await book(at('13:45', wednesday));
    expect(clinic.codes(await clinic.step(appointmentId, 'move', { start: at(time, thursday) }).expect(409))).toContain(code);
    await clinic.step(appointmentId, 'cancel', { reason: 'pat' }).expect(200);
  });

  it('keeps its time on the wall over a change of the clocks', async () => {
    const appointmentId = await book('2027-03-12T09:00:00-05:00');
    await clinic.step(appointmentId, 'move', { start: '2027-03-15T09:00:00-04:00' }).expect(200);
    expect(await read(appointmentId)).toMatchObject({
      date: '2027-03-15',
      start: '2027-03-15T13:00:00Z',
      local: '2027-03-15T09:00:00-04:00',
    });
  });

  it('has its timers on the day that it is on', async () => {
    const appointmentId = await book(at('09:30', monday));
    const { body } = await clinic.step(appointmentId, 'move', { start: at('09:30', wednesday) }).expect(200);
    await clinic.runtime().projections.waitFor('appointment-timers', body.position, { timeoutMs: 5_000 });
    const other = await book(at('09:30', monday));
    clinic.clock.set('2026-12-07T15:10:00Z');
    while ((await read(other)).status !== 'noshow') continue;
    expect((await read(appointmentId)).status).toBe('booked');
    clinic.clock.set('2026-12-09T15:10:00Z');
    while ((await read(appointmentId)).status !== 'noshow') continue;
  });
});
