import { codesOf, pointersOf, schedulingOverHttp, weekdays, type SchedulingOverHttp } from '../testing/scheduling-over-http.js';

describe('Visit types over HTTP', () => {
  let http: SchedulingOverHttp;
  const phase = (name: string, changes: object) => ({ name, offsetMinutes: 0, durationMinutes: 60, ...changes });
  const define = (id: string, facts: object) =>
    http.command('put', `/sites/north/visit-types/${id}`, { name: id, departmentId: 'general', durationMinutes: 60, ...facts });
  const book = (visitTypeId: string, time: string, more: object = {}, role: 'clerk' | 'coordinator' = 'clerk') =>
    http.book({ siteId: 'north', visitTypeId, start: `2026-12-01T${time}:00-05:00`, ...more }, role);
  const usesOf = ({ body }: { body: { uses: { phase: string; resourceId: string }[] } }) =>
    Object.fromEntries(body.uses.map(({ phase: name, resourceId }) => [name, resourceId]));

  beforeAll(async () => {
    http = await schedulingOverHttp();
    await http.put('/sites/north', { name: 'North', zone: 'America/New_York' });
    await http.put('/sites/north/departments/general', { name: 'General', gridMinutes: 60 });
    const cardiology = { specialties: [{ system: 'http://snomed.info/sct', code: '394579002' }] };
    for (const [id, kind, attributes, capacity] of [
      ['dr-heart', 'practitioner', cardiology, 1],
      ['dr-bone', 'practitioner', { specialties: ['orthopedics'] }, 1],
      ['mx-es', 'practitioner', { privileges: ['interpreting'], languages: ['es'] }, 1],
      ['mx-fr', 'practitioner', { privileges: ['interpreting'], languages: ['fr'] }, 1],
      ['or-3', 'room', {}, 1],
      ['or-5', 'room', {}, 1],
    ] as const) {
      await http.put(`/resources/${id}`, { kind, name: id, attributes, capacity });
      await http.put(`/sites/north/resources/${id}/hours`, { availableTime: weekdays() });
    }
    await define('heart', {
      phases: [
        phase('doctor', { requires: { kind: 'practitioner', specialties: ['394579002'] } }),
        phase('room', { anyOf: ['or-3', 'or-5'] }),
        phase('cleaning', { offsetMinutes: 60, durationMinutes: 15, sameAs: 'room' }),
        phase('interpreter', { onNeed: 'interpreter', requires: { privileges: ['interpreting'] } }),
      ],
      overbooking: [{ role: 'coordinator', phase: 'doctor', extra: 1 }],
      ...{ authorization: 'http://www.ama-assn.org/go/cpt|93458', supplyKitId: 'cath-kit' },
    }).expect(200);
    await define('class', { phases: [phase('therapist', { anyOf: ['dr-bone'] })], seats: 2 }).expect(200);
    await define('notice', { phases: [phase('room', { anyOf: ['or-3'] })], leadMinutes: 20_160, horizonDays: 20 }).expect(200);
  }, 60_000);
  afterAll(() => http?.stop());

  it('a phase by attribute is served by somebody who has it, and what goes with it by the same', async () => {
    const { body } = await book('heart', '09:00').expect(201);
    expect(usesOf({ body })).toEqual({ doctor: 'dr-heart', room: 'or-3', cleaning: 'or-3' });
    expect(body).toMatchObject({ authorization: 'http://www.ama-assn.org/go/cpt|93458', supplyKitId: 'cath-kit' });
  });

  it('a phase by need is there for who needs it, in their language', async () => {
    const { body } = await book('heart', '11:00', { needs: ['interpreter:fr'] }).expect(201);
    expect(usesOf({ body })).toMatchObject({ interpreter: 'mx-fr' });
    expect(body.needs).toEqual(['interpreter:fr']);
    expect(codesOf(await book('heart', '13:00', { needs: ['hoist'] }).expect(422))).toEqual(['need-unanswered']);
    const nobody = await book('heart', '13:00', { needs: ['interpreter:ru'] }).expect(422);
    expect(nobody.body.errors).toMatchObject([{ code: 'pool-of-nobody', phase: 'interpreter' }]);
    const found = await http.get('/sites/north/free-times?visitTypeId=heart&from=2026-12-01&to=2026-12-01&needs=interpreter:fr&limit=1');
    expect(usesOf({ body: found.body.freeTimes[0] })).toMatchObject({ interpreter: 'mx-fr' });
  });

  it('overbooking is for those whose role may, with a reason, and recorded', async () => {
    await book('heart', '14:00').expect(201);
    expect(codesOf(await book('heart', '14:00').expect(409))).toContain('capacity-exceeded');
    const overbook = { overbook: { reason: 'urgent' } };
    expect(codesOf(await book('heart', '14:00', overbook, 'clerk').expect(403))).toEqual(['overbooking-not-allowed']);
    const { body } = await book('heart', '14:00', overbook, 'coordinator').expect(201);
    expect(body.overbooked).toEqual({ role: 'coordinator', reason: 'urgent', resourceIds: ['dr-heart'] });
    expect(codesOf(await book('heart', '14:00', overbook, 'coordinator').expect(409))).toContain('capacity-exceeded');
    expect((await book('heart', '08:00', overbook, 'coordinator').expect(201)).body.overbooked).toBeUndefined();
  });

  it('overbooking goes with a move, within its day and to another, and with another resource, as far as it is needed there', async () => {
    const overbook = { overbook: { reason: 'urgent' } };
    const overbooked = { role: 'coordinator', reason: 'urgent', resourceIds: ['dr-heart'] };
    const bookOn = (date: string, time: string) =>
      http.book({ siteId: 'north', visitTypeId: 'heart', start: `${date}T${time}:00-05:00` }, 'clerk').expect(201);
    for (const [date, time] of [
      ['2026-12-02', '10:00'],
      ['2026-12-03', '10:00'],
    ] as const)
      await bookOn(date, time);
    const { appointmentId } = (await bookOn('2026-12-02', '13:00')).body;
    const move = (start: string, more: object = {}, role: 'clerk' | 'coordinator' = 'coordinator') =>
      http.command('post', `/appointments/${appointmentId}/move`, { start, ...more }, role);
    const read = async () => (await http.get(`/appointments/${appointmentId}`)).body;
    for (const start of ['2026-12-02T10:00:00-05:00', '2026-12-03T10:00:00-05:00']) {
      expect(codesOf(await move(start).expect(409))).toContain('capacity-exceeded');
      expect(codesOf(await move(start, overbook, 'clerk').expect(403))).toEqual(['overbooking-not-allowed']);
      await move(start, overbook).expect(200);
      expect(await read()).toMatchObject({ start: new Date(start).toISOString().replace('.000', ''), overbooked });
      const reassigned = http.command('post', `/appointments/${appointmentId}/reassign`, {
        phase: 'room',
        resourceId: 'or-3',
        ...overbook,
      });
      expect(codesOf(await reassigned.expect(409))).toContain('capacity-exceeded'); // rooms are not overbooked
    }
    await move('2026-12-03T13:00:00-05:00', overbook).expect(200);
    expect((await read()).overbooked).toBeUndefined();
  });

  it('a group session takes as many as it has seats', async () => {
    const [first, second] = [await book('class', '10:00').expect(201), await book('class', '10:00').expect(201)];
    expect(second.body.uses).toEqual(first.body.uses);
    expect(codesOf(await book('class', '10:00').expect(409))).toEqual(['capacity-exceeded', 'session-full']);
  });

  it('notice and horizon are refused by name, and never offered', async () => {
    expect(codesOf(await book('notice', '16:00').expect(409))).toEqual(['too-soon']);
    const late = await http.book({ siteId: 'north', visitTypeId: 'notice', start: '2026-12-15T09:00:00-05:00' }).expect(409);
    expect(codesOf(late)).toEqual(['beyond-horizon']);
    const { body } = await http.get('/sites/north/free-times?visitTypeId=notice&from=2026-12-01&to=2026-12-31');
    const dates = new Set(body.freeTimes.map(({ local }: { local: string }) => local.slice(0, 10)));
    expect([...dates]).toEqual(['2026-12-08', '2026-12-09', '2026-12-10', '2026-12-11', '2026-12-14']);
  });

  it.each([
    ['an empty pool', [phase('room', {})], 'pool-empty'],
    ['an attribute that nobody has', [phase('doctor', { requires: { specialties: ['magic'] } })], 'attribute-nobody-has'],
    ['a phase of negative length', [phase('room', { anyOf: ['or-3'], durationMinutes: -15 })], 'phases-cannot-fit'],
  ])('%s is refused by name', async (_, phases, code) => {
    const reply = await define('odd', { phases }).expect(422);
    expect([codesOf(reply), pointersOf(reply)]).toEqual([[code], ['/phases']]);
    expect(reply.body.errors[0].phase).toBe(phases[0]?.name);
  });

  it('a change of attributes lists the bookings that ask for them', async () => {
    const { body } = await http.replace('/resources/dr-heart', { kind: 'practitioner', name: 'dr-heart', capacity: 2 });
    expect(body.affected.map(({ reasons }: { reasons: string[] }) => reasons)).toContainEqual(['attribute-missing']);
  });
});
