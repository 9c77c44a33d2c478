import { randomUUID } from 'node:crypto';
import { at, startClinic, type ClinicUnderTest } from '../testing/clinic-under-test.js';

type Visit = { name: string; appointmentId: string; start: string; local: string; affected: object[]; status: string };

describe('Linked visits over HTTP', () => {
  let clinic: ClinicUnderTest;
  beforeAll(async () => {
    clinic = await startClinic();
    await clinic.command('put', '/sites/north/visit-types/lab', {
      ...{ name: 'Laboratory', departmentId: 'general', durationMinutes: 15 },
      phases: [{ name: 'room', offsetMinutes: 0, durationMinutes: 15, anyOf: ['room-1'] }],
    });
  }, 60_000);
  afterAll(() => clinic?.stop(), 60_000);

  const lab = { name: 'lab', siteId: 'north', visitTypeId: 'lab' };
  const consultation = { name: 'consultation', siteId: 'north', visitTypeId: 'check-up' };
  const gap = { first: 'lab', then: 'consultation', leastMinutes: 120, greatestMinutes: 4320 };
  const wish = (labStart: string, start: string, more: object = {}) => ({
    ...{ patientId: randomUUID(), gaps: [gap] },
    visits: [
      { ...lab, start: labStart, preparation: ['fasting'] },
      { ...consultation, start },
    ],
    ...more,
  });
  const put = (body: object, id: string = randomUUID(), headers = {}) => clinic.command('put', `/linked-visits/${id}`, body, headers);
  const read = async (id: string) =>
    (await clinic.get(`/linked-visits/${id}`).expect(200)).body as {
      visits: [Visit, Visit];
      gaps: { minutes?: number; kept: boolean }[];
      status: string;
    };
  const booked = async (labStart: string, start: string) => {
    const { body } = await put(wish(labStart, start)).expect(201);
    return (body as { linkedVisitsId: string }).linkedVisitsId;
  };

  it('stand together, with what the patient has to do before', async () => {
    const id = await booked('2026-12-01T08:00', '2026-12-01T11:00');
    const known = await read(id);
    expect(known).toMatchObject({
      status: 'booked',
      visits: [
        { name: 'lab', status: 'booked', local: '2026-12-01T08:00:00-05:00', preparation: ['fasting'], affected: [] },
        { name: 'consultation', status: 'booked', preparation: [], affected: [] },
      ],
      gaps: [{ minutes: 165, kept: true }],
    });
    const { body } = await clinic.get(`/appointments/${known.visits[0].appointmentId}`).expect(200);
    expect(body).toMatchObject({ linkedVisitsId: id });
  });

  it('are refused together when one cannot be, or when they are too near or too far from each other', async () => {
    await clinic.book(at('15:00', '2026-12-02')).expect(201);
    const { body: clash } = await put(wish('2026-12-01T09:00', '2026-12-02T15:00')).expect(409);
    expect(clash).toMatchObject({ errors: [{ code: 'capacity-exceeded', visit: 'consultation' }] });
    await clinic
      .command('put', `/appointments/${randomUUID()}`, { ...clinic.visit(at('09:00', '2026-12-01')), visitTypeId: 'lab' })
      .expect(201);
    const { body: near } = await put(wish('2026-12-03T09:00', '2026-12-03T11:00')).expect(409);
    expect(near).toMatchObject({ errors: [{ code: 'gap-broken', minutes: 105, leastMinutes: 120 }] });
    const { body: far } = await put(wish('2026-12-03T09:00', '2026-12-07T09:00')).expect(409);
    expect(far).toMatchObject({ errors: [{ code: 'gap-broken' }] });
  });

  it('are told of gaps that no times can keep, with the field', async () => {
    const circle = { gaps: [gap, { first: 'consultation', then: 'lab' }] };
    const { body } = await put(wish('2026-12-03T09:00', '2026-12-03T13:00', circle)).expect(422);
    expect(body).toMatchObject({ errors: [{ code: 'gaps-in-a-circle', pointer: '/gaps' }] });
    const { body: twice } = await put(wish('2027-11-07T01:30', '2027-11-08T13:00')).expect(422);
    expect(twice).toMatchObject({ errors: [{ code: 'local-time-exists-twice', pointer: '/visits/0/start', visit: 'lab' }] });
  });

  it('are found together, and what is found is booked', async () => {
    const search = { visits: [lab, consultation], gaps: [gap], from: '2026-12-09', to: '2026-12-11', limit: 4 };
    const { body } = await clinic.command('post', '/linked-visits/$find', search).expect(200);
    const { offers } = body as { offers: { visits: Visit[] }[] };
    expect(offers.map(({ visits }) => visits.map(({ local }) => local.slice(0, 16)))).toEqual([
      ['2026-12-09T08:00', '2026-12-09T10:15'],
      ['2026-12-09T08:15', '2026-12-09T10:30'],
      ['2026-12-09T08:30', '2026-12-09T10:45'],
      ['2026-12-09T08:45', '2026-12-09T11:00'],
    ]);
    const [labTime, time] = offers[1]?.visits ?? [];
    await put(wish(labTime?.start ?? '', time?.start ?? '')).expect(201);
    const { body: again } = await clinic.command('post', '/linked-visits/$find', search).expect(200);
    expect(again.offers[1].visits[0].local).toBe('2026-12-09T08:30:00-05:00');
  });

  it('keep their distance when one is moved, unless somebody says so: then it is shown', async () => {
    const id = await booked('2026-12-14T08:00', '2026-12-14T11:00');
    const [first, then] = (await read(id)).visits;
    const { body } = await clinic.step(then.appointmentId, 'move', { start: at('09:00', '2026-12-14') }).expect(409);
    expect(body).toMatchObject({ errors: [{ code: 'gap-broken', minutes: 45, pointer: '/start' }] });
    await clinic.step(first.appointmentId, 'move', { start: at('10:00', '2026-12-10') }).expect(409);
    await clinic.step(then.appointmentId, 'move', { start: at('13:00', '2026-12-15') }).expect(200);
    await clinic.step(then.appointmentId, 'move', { start: at('09:00', '2026-12-14'), breakGaps: true }).expect(200);
    expect(await read(id)).toMatchObject({
      visits: [{ affected: [{ code: 'gap-broken', by: 'consultation' }] }, { affected: [{ code: 'gap-broken', by: 'lab' }] }],
      gaps: [{ minutes: 45, kept: false }],
    });
  });

  it('keep their distance when two people move two of them at once', async () => {
    const id = await booked('2026-12-21T10:00', '2026-12-21T13:00');
    const [first, then] = (await read(id)).visits;
    // each alone keeps the two hours, and both together a quarter of an hour less
    const moves = await Promise.all([
      clinic.step(first.appointmentId, 'move', { start: at('10:30', '2026-12-21') }),
      clinic.step(then.appointmentId, 'move', { start: at('12:30', '2026-12-21') }),
    ]);
    expect(moves.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await read(id)).gaps).toMatchObject([{ kept: true }]);
    const moved = moves.find(({ status }) => status === 200);
    // what became of the other on that day does not make it stale
    await clinic.step(moved?.body.appointmentId, 'confirm', {}, { 'if-match': moved?.headers['etag'] ?? '' }).expect(200);
  });

  it('show which are affected when one is cancelled', async () => {
    const id = await booked('2026-12-16T08:00', '2026-12-16T11:00');
    const [first] = (await read(id)).visits;
    await clinic.step(first.appointmentId, 'cancel', { reason: 'pat' }).expect(200);
    expect(await read(id)).toMatchObject({
      visits: [
        { status: 'cancelled', affected: [] },
        { status: 'booked', affected: [{ code: 'other-not-to-be', by: 'lab' }] },
      ],
      gaps: [{ kept: false }],
    });
  });

  it('get the first answer again', async () => {
    const [id, key] = [randomUUID(), { 'idempotency-key': randomUUID() }];
    const body = wish('2026-12-17T08:00', '2026-12-17T11:00');
    const first = await put(body, id, key).expect(201);
    expect((await put(body, id, key).expect(201)).body).toEqual(first.body);
    await put(wish('2026-12-17T08:15', '2026-12-17T12:00'), id).expect(409);
  });
});
