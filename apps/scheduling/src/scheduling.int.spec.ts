import { randomUUID } from 'node:crypto';
import { fakeClock, freshDatabase, type TestDatabase } from '@liaison/testing';
import { startForTest, type ProblemBody, type TestSystem } from '@liaison/service-kit';
import request from 'supertest';
import { scheduling } from './scheduling.service.js';

const tuesday = '2026-12-01';
const weekdays = [{ daysOfWeek: ['mon', 'tue', 'wed', 'thu', 'fri'], availableStartTime: '08:00', availableEndTime: '17:00' }];

describe('Scheduling over HTTP', () => {
  let database: TestDatabase;
  let system: TestSystem;
  let tokens: Record<'coordinator' | 'clerk', string>;

  const ask = (method: 'put' | 'post' | 'get' | 'delete', path: string, role: keyof typeof tokens = 'coordinator') =>
    request(system.url)[method](`/scheduling${path}`).set('authorization', `Bearer ${tokens[role]}`);
  const command = (method: 'put' | 'post' | 'delete', path: string, body?: object, key: string = randomUUID()) =>
    ask(method, path).set('idempotency-key', key).send(body);
  const codes = ({ body }: { body: ProblemBody }) => body.errors.map(({ code }) => code);
  const pointers = ({ body }: { body: ProblemBody }) => body.errors.map(({ pointer }) => pointer);
  const visit = (start: string, more: object = {}) => ({
    siteId: 'north',
    visitTypeId: 'check-up',
    patientId: randomUUID(),
    start,
    ...more,
  });
  const book = (start: string, more: object = {}) => command('put', `/appointments/${randomUUID()}`, visit(start, more));

  beforeAll(async () => {
    database = await freshDatabase();
    system = await startForTest([scheduling], { databaseUrl: database.url, clock: fakeClock('2026-11-24T12:00:00Z') });
    tokens = { coordinator: await system.token('coordinator'), clerk: await system.token('clerk') };
    await command('put', '/sites/north', { name: 'North', zone: 'America/New_York' }).expect(200);
    await command('put', '/sites/north/departments/general', { name: 'General', gridMinutes: 15 }).expect(200);
    for (const [id, kind] of [
      ['dr-li', 'practitioner'],
      ['room-1', 'room'],
    ]) {
      await command('put', `/resources/${id}`, { kind, name: `The ${kind}`, capacity: 1 }).expect(200);
      await command('put', `/sites/north/resources/${id}/hours`, { availableTime: weekdays }).expect(200);
    }
    await command('put', '/sites/north/visit-types/check-up', {
      name: 'Check-up',
      departmentId: 'general',
      durationMinutes: 30,
      phases: [
        { name: 'practitioner', offsetMinutes: 0, durationMinutes: 30, anyOf: ['dr-li'] },
        { name: 'room', offsetMinutes: 0, durationMinutes: 45, anyOf: ['room-1'] },
      ],
    }).expect(200);
  }, 60_000);
  afterAll(async () => {
    await system?.stop();
    await database?.drop();
  });

  describe('Bad input', () => {
    it.each([
      ['an unknown site', { siteId: 'south' }, 404, 'site-unknown'],
      ['an unknown visit type', { visitTypeId: 'surgery' }, 404, 'visit-type-unknown'],
      ['an unknown resource', { with: ['dr-who'] }, 404, 'resource-unknown'],
      ['closed hours', { start: `${tuesday}T18:00:00-05:00` }, 409, 'resource-not-there'],
      ["a time off the department's grid", { start: `${tuesday}T09:10:00-05:00` }, 409, 'off-grid'],
      ['a time that has passed', { start: '2026-11-23T09:00:00-05:00' }, 409, 'in-the-past'],
      ['a time years ahead', { start: '2031-12-01T09:00:00-05:00' }, 422, 'too-far-ahead'],
    ])('%s is refused with its reason', async (_, wrong, status, code) => {
      const reply = await book(`${tuesday}T09:00:00-05:00`, wrong);
      expect(reply.status).toBe(status);
      expect(reply.headers['content-type']).toContain('application/problem+json');
      expect(codes(reply)).toContain(code);
    });

    it.each([
      ['a start without an offset', { start: `${tuesday}T09:00:00` }, '/start'],
      ['a patient that is no UUID', { patientId: 'Ann' }, '/patientId'],
      ['a site that is no id', { siteId: 'North Campus' }, '/siteId'],
    ])('%s is named by its field', async (_, wrong, pointer) => {
      const reply = await book(`${tuesday}T09:00:00-05:00`, wrong);
      expect([reply.status, pointers(reply)]).toEqual([400, [pointer]]);
    });

    it('malformed JSON is said to be that', async () => {
      const reply = await ask('put', `/appointments/${randomUUID()}`)
        .set('idempotency-key', randomUUID())
        .set('content-type', 'application/json')
        .send('{"siteId": "north", ');
      expect([reply.status, reply.headers['content-type']]).toEqual([400, expect.stringContaining('application/problem+json')]);
    });

    it('an appointment id that was used before is refused, on the same day and on another', async () => {
      const appointmentId = randomUUID();
      await command('put', `/appointments/${appointmentId}`, visit(`${tuesday}T10:00:00-05:00`)).expect(201);
      const sameDay = await command('put', `/appointments/${appointmentId}`, visit(`${tuesday}T13:00:00-05:00`)).expect(409);
      const otherDay = await command('put', `/appointments/${appointmentId}`, visit('2026-12-02T10:00:00-05:00')).expect(409);
      expect([codes(sameDay), codes(otherDay)]).toEqual([['appointment-id-used'], ['appointment-id-used']]);
    });

    it('an idempotency key that was used before with another body is refused', async () => {
      const key = randomUUID();
      const path = `/appointments/${randomUUID()}`;
      await command('put', path, visit(`${tuesday}T11:00:00-05:00`), key).expect(201);
      const reply = await command('put', path, visit(`${tuesday}T14:00:00-05:00`), key);
      expect([reply.status, codes(reply)]).toEqual([422, ['idempotency-key-reused']]);
    });

    it('a command without an idempotency key is refused', async () => {
      const reply = await ask('put', '/sites/east').send({ name: 'East', zone: 'Europe/Berlin' });
      expect([reply.status, codes(reply)]).toEqual([400, ['idempotency-key-missing']]);
    });

    it.each([
      ['phases longer than a day', [{ name: 'a', offsetMinutes: 0, durationMinutes: 1500, anyOf: ['room-1'] }], 'phases-cannot-fit'],
      ['a phase of no length', [{ name: 'a', offsetMinutes: 0, durationMinutes: 0, anyOf: ['room-1'] }], 'phases-cannot-fit'],
      ['an unknown resource', [{ name: 'a', offsetMinutes: 0, durationMinutes: 30, anyOf: ['room-9'] }], 'resource-unknown'],
      [
        'more load than the pool bears',
        [{ name: 'a', offsetMinutes: 0, durationMinutes: 30, load: 2, anyOf: ['room-1'] }],
        'load-exceeds-capacity',
      ],
      [
        'two phases at once over one resource',
        ['a', 'b'].map((name) => ({ name, offsetMinutes: 0, durationMinutes: 30, anyOf: ['room-1'] })),
        'pool-too-small',
      ],
    ])('a visit type with %s is refused', async (_, phases, code) => {
      const reply = await command('put', '/sites/north/visit-types/odd', {
        name: 'Odd',
        departmentId: 'general',
        durationMinutes: 30,
        phases,
      });
      expect([reply.status, codes(reply)]).toEqual([422, [code]]);
      await ask('get', '/sites/north/visit-types/odd').expect(404);
    });

    it.each([
      ['an unknown visit type', 'visitTypeId=none&from=2026-12-01&to=2026-12-01', 404],
      ['more than 92 days', 'visitTypeId=check-up&from=2026-12-01&to=2027-03-03', 400],
      ['an end before its beginning', 'visitTypeId=check-up&from=2026-12-02&to=2026-12-01', 400],
      ['a date that the calendar does not have', 'visitTypeId=check-up&from=2026-02-30&to=2026-03-01', 400],
    ])('a search with %s is refused', async (_, query, status) => {
      await ask('get', `/sites/north/free-times?${query}`).expect(status);
    });
  });

  it('offers the three nearest free times instead of one that is taken', async () => {
    await book('2026-12-03T09:00:00-05:00').expect(201);
    const { body } = await book('2026-12-03T09:00:00-05:00').expect(409);
    expect((body as { alternatives: { local: string }[] }).alternatives.map(({ local }) => local)).toEqual([
      '2026-12-03T08:15:00-05:00',
      '2026-12-03T09:45:00-05:00',
      '2026-12-03T08:00:00-05:00',
    ]);
  });

  it('offers only times that can be booked, and no longer those that were', async () => {
    const free = async () => {
      const { body } = await ask(
        'get',
        '/sites/north/free-times?visitTypeId=check-up&from=2026-12-04&to=2026-12-04&limit=1',
        'clerk',
      ).expect(200);
      return (body as { freeTimes: { start: string }[] }).freeTimes[0]?.start ?? '';
    };
    const first = await free();
    await book(first).expect(201);
    expect(await free()).not.toBe(first);
  });

  it('takes no bookings while a resource is closed, lists who is affected, and takes them again when that is lifted', async () => {
    const { body: booked } = await book('2026-12-07T09:00:00-05:00').expect(201);
    const closure = { from: '2026-12-07T08:00:00-05:00', to: '2026-12-07T12:00:00-05:00', resourceId: 'room-1', reason: 'maintenance' };
    const { body } = await command('put', '/sites/north/closures/leak', closure).expect(200);
    expect(body).toMatchObject({ affected: [{ appointmentId: (booked as { appointmentId: string }).appointmentId }] });
    expect(codes(await book('2026-12-07T10:00:00-05:00').expect(409))).toContain('closed');
    await command('delete', '/sites/north/closures/leak').expect(200);
    await book('2026-12-07T10:00:00-05:00').expect(201);
  });

  it('follows new weekly hours from then on, and keeps what is booked', async () => {
    await command('put', '/resources/room-2', { kind: 'room', name: 'Second', capacity: 1 }).expect(200);
    await command('put', '/sites/north/resources/room-2/hours', { availableTime: weekdays }).expect(200);
    const phases = [{ name: 'room', offsetMinutes: 0, durationMinutes: 30, anyOf: ['room-2'] }];
    await command('put', '/sites/north/visit-types/rest', { name: 'Rest', departmentId: 'general', durationMinutes: 30, phases }).expect(
      200,
    );
    const rest = (start: string) => book(start, { visitTypeId: 'rest' });
    await rest('2026-12-08T15:00:00-05:00').expect(201);
    const { headers } = await ask('get', '/resources/room-2').expect(200);
    const mornings = { availableTime: [{ ...weekdays[0], availableEndTime: '12:00' }] };
    await command('put', '/sites/north/resources/room-2/hours', mornings).expect(428);
    await command('put', '/sites/north/resources/room-2/hours', mornings).set('if-match', String(headers['etag'])).expect(200);
    await command('put', '/sites/north/resources/room-2/hours', { availableTime: [] }).set('if-match', String(headers['etag'])).expect(412);
    expect(codes(await rest('2026-12-08T14:00:00-05:00').expect(409))).toContain('resource-not-there');
    expect(codes(await rest('2026-12-08T15:00:00-05:00').expect(409))).toContain('capacity-exceeded'); // still there for who is booked
    await rest('2026-12-08T09:00:00-05:00').expect(201);
  });

  it.each([
    ['America/New_York', '2027-03-14', 5],
    ['America/New_York', '2027-11-07', 7],
    ['Europe/Berlin', '2027-03-28', 5],
    ['Europe/Berlin', '2027-10-31', 7],
  ])('has in %s on %s a night of %d hours', async (zone, date, hours) => {
    const site = `night-${zone.slice(0, 3).toLowerCase()}`;
    const room = `bed-${zone.slice(0, 3).toLowerCase()}`;
    await command('put', `/sites/${site}`, { name: 'Night', zone }).expect(200);
    await command('put', `/sites/${site}/departments/sleep`, { name: 'Sleep', gridMinutes: 60 }).expect(200);
    await command('put', `/resources/${room}`, { kind: 'room', name: 'Bed', capacity: 1 }).expect(200);
    await command('put', `/sites/${site}/resources/${room}/hours`, {
      availableTime: [{ daysOfWeek: ['sun'], availableStartTime: '00:00', availableEndTime: '06:00' }],
    }).expect(200);
    await command('put', `/sites/${site}/visit-types/sleep`, {
      name: 'Sleep',
      departmentId: 'sleep',
      durationMinutes: 60,
      phases: [{ name: 'bed', offsetMinutes: 0, durationMinutes: 60, anyOf: [room] }],
    }).expect(200);
    const { body } = await ask('get', `/sites/${site}/free-times?visitTypeId=sleep&from=${date}&to=${date}`, 'clerk').expect(200);
    expect((body as { freeTimes: object[] }).freeTimes).toHaveLength(hours);
  });
});
