import { randomUUID } from 'node:crypto';
import { startNightClinic, type NightClinic } from '../testing/night-clinic.js';

type Visit = { name: string; appointmentId: string; start: string; local: string; uses: { resourceId: string }[] };
type Answer = { body: { visits: [Visit, Visit]; gaps: { minutes: number; kept: boolean }[] } };

describe('Linked visits over midnight, over HTTP', () => {
  let clinic: NightClinic;
  beforeAll(async () => {
    clinic = await startNightClinic();
    await clinic
      .command('put', '/sites/north/visit-types/watch', {
        ...{ name: 'Watch', departmentId: 'general', durationMinutes: 60 },
        phases: [{ name: 'room', offsetMinutes: 0, durationMinutes: 60, anyOf: ['or-3', 'or-5'] }],
      })
      .expect(200);
  }, 60_000);
  afterAll(() => clinic?.stop(), 60_000);

  const kinds = [
    { name: 'operation', siteId: 'north', visitTypeId: 'emergency' },
    { name: 'watch', siteId: 'north', visitTypeId: 'watch' },
  ];
  const gap = { first: 'operation', then: 'watch', leastMinutes: 60, greatestMinutes: 120 };
  const book = (...starts: readonly string[]) => {
    const visits = kinds.map((kind, n) => ({ ...kind, start: starts[n] }));
    return clinic.command('put', `/linked-visits/${randomUUID()}`, { patientId: randomUUID(), visits, gaps: [gap] });
  };
  const read = async (id: string) => ((await clinic.get(`/linked-visits/${id}`).expect(200)) as Answer).body;
  const codes = (answer: Parameters<NightClinic['codes']>[0]) => clinic.codes(answer);

  it('are found where the one passes midnight, by those who will serve it, and what is found is booked', async () => {
    const search = { visits: kinds, gaps: [gap], from: '2026-12-01', to: '2026-12-02', limit: 2 };
    const find = async () => {
      const { body } = await clinic.command('post', '/linked-visits/$find', search).expect(200);
      return (body.offers as { visits: [Visit, Visit] }[]).map(({ visits }) => visits);
    };
    const [first] = await find();
    const times = (visits: readonly Visit[] = []) => visits.map(({ local }) => local.slice(0, 16));
    expect(times(first)).toEqual(['2026-12-01T00:00', '2026-12-01T04:30']); // its preparation begins on the evening before
    await book(...times(first)).expect(201);
    expect(await clinic.taken('2026-11-30')).toEqual([['01T04:30–01T05:00'], []]);
    const [second] = await find(); // beside it, in the other room
    expect([times(second), new Set(second?.flatMap(({ uses }) => uses.map(({ resourceId }) => resourceId)))]).toEqual([
      times(first),
      new Set(['or-5']),
    ]);
    await book(...times(second)).expect(201);
    expect(times((await find())[0])).toEqual(['2026-12-01T06:00', '2026-12-01T10:30']);
  });

  it.each([
    ['shorter', '2027-03-13T22:00', '2027-03-14T03:00', 30, '2027-03-14T03:30', 60],
    ['longer', '2027-11-06T22:00', '2027-11-07T02:45', 135, '2027-11-07T02:30', 120],
  ])('keep a gap as it is lived in a night that is %s, whatever the clocks show', async (_, start, wrong, minutes, right, lived) => {
    const refused = await book(start, wrong).expect(409);
    expect(refused.body).toMatchObject({ errors: [{ code: 'gap-broken', minutes }] });
    const { linkedVisitsId } = (await book(start, right).expect(201)).body;
    expect((await read(linkedVisitsId)).gaps).toEqual([{ ...gap, minutes: lived, kept: true }]);
  });

  it('keep their distance when one is moved over midnight, to and fro, unless somebody says so', async () => {
    const { linkedVisitsId } = (await book('2026-12-08T18:00', '2026-12-08T23:00').expect(201)).body;
    const [operation, watch] = (await read(linkedVisitsId)).visits;
    const move = ({ appointmentId }: Visit, start: string, more = {}) =>
      clinic.step(appointmentId, 'move', { start: `${start}:00-05:00`, ...more });
    await move(watch, '2026-12-08T23:30').expect(200); // to 00:30
    expect(codes(await move(watch, '2026-12-08T23:45').expect(409))).toEqual(['gap-broken']);
    expect(codes(await move(operation, '2026-12-08T22:00').expect(409))).toEqual(['gap-broken']); // to 01:30
    await move(operation, '2026-12-08T19:00').expect(200);
    await move(watch, '2026-12-09T00:30').expect(200);
    await move(operation, '2026-12-08T20:00').expect(200); // its room to midnight
    expect(codes(await move(operation, '2026-12-08T20:15').expect(409))).toEqual(['gap-broken']);
    await move(operation, '2026-12-08T22:00', { breakGaps: true }).expect(409); // the patient is in the other then
    await move(watch, '2026-12-09T04:00', { breakGaps: true }).expect(200);
    await move(operation, '2026-12-08T22:00').expect(409); // 150 minutes
    await move(operation, '2026-12-08T23:00').expect(200);
    expect((await read(linkedVisitsId)).gaps).toEqual([{ ...gap, minutes: 90, kept: true }]);
  });

  it('keep their distance from where they would be, also where that takes longer', async () => {
    const south = '/sites/south';
    await clinic.command('put', south, { name: 'South', zone: 'America/New_York' }).expect(200);
    await clinic.command('put', `${south}/departments/general`, { name: 'General', gridMinutes: 15 }).expect(200);
    await clinic.command('put', '/resources/or-s', { kind: 'room', name: 'An operating room', capacity: 1 }).expect(200);
    const daysOfWeek = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    const availableTime = [{ daysOfWeek, availableStartTime: '00:00', availableEndTime: '24:00' }];
    await clinic.command('put', `${south}/resources/or-s/hours`, { availableTime }).expect(200);
    const phases = [{ name: 'room', offsetMinutes: 0, durationMinutes: 300, anyOf: ['or-s'] }];
    const longer = { name: 'Emergency', departmentId: 'general', durationMinutes: 300, phases };
    await clinic.command('put', `${south}/visit-types/emergency`, longer).expect(200);
    const { linkedVisitsId } = (await book('2026-12-15T20:00', '2026-12-16T01:00').expect(201)).body;
    const [operation] = (await read(linkedVisitsId)).visits;
    const move = (start: string) => clinic.step(operation.appointmentId, 'move', { siteId: 'south', start: `${start}:00-05:00` });
    expect((await move('2026-12-15T19:30').expect(409)).body).toMatchObject({ errors: [{ code: 'gap-broken', minutes: 30 }] });
    await move('2026-12-15T18:00').expect(200);
    expect((await read(linkedVisitsId)).gaps).toEqual([{ ...gap, minutes: 120, kept: true }]);
  });
});
