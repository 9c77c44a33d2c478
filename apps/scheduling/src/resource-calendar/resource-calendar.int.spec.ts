import { codesOf, schedulingOverHttp, weekdays, type SchedulingOverHttp } from '../testing/scheduling-over-http.js';

type Interval = { readonly localFrom: string; readonly localTo: string };
const times = (all: readonly Interval[]) => all.map(({ localFrom, localTo }) => `${localFrom} ${localTo}`);

describe('The calendar of a resource over HTTP', () => {
  let http: SchedulingOverHttp;
  const at = (time: string) => `2026-12-01T${time}:00-05:00`;
  const calendar = async (resourceId: string, query = '') => (await http.get(`/resources/${resourceId}/calendar?${query}`)).body;
  const step = (appointmentId: string, name: string, body: object = {}) =>
    http.command('post', `/appointments/${appointmentId}/${name}`, body).expect(200);
  const visit = (start: string) => http.book({ siteId: 'north', visitTypeId: 'pinning', start }).expect(201);

  beforeAll(async () => {
    http = await schedulingOverHttp('2026-11-24T12:00:00Z');
    for (const siteId of ['north', 'south']) {
      await http.put(`/sites/${siteId}`, { name: siteId, zone: 'America/New_York' });
      await http.put(`/sites/${siteId}/departments/surgery`, { name: 'Surgery', gridMinutes: 15 });
    }
    for (const [id, kind] of [
      ['dr-li', 'practitioner'],
      ['or-3', 'room'],
      ['c-arm', 'equipment'],
    ] as const) {
      await http.put(`/resources/${id}`, { kind, name: id });
      await http.put(`/sites/north/resources/${id}/hours`, { availableTime: weekdays('08:00', '14:00') });
    }
    await http.put('/sites/south/resources/c-arm/hours', { availableTime: weekdays('15:00', '18:00') });
    for (const siteId of ['north', 'south'])
      await http.put(`/sites/${siteId}/visit-types/pinning`, {
        ...{ name: 'Pinning', departmentId: 'surgery', durationMinutes: 60 },
        phases: (siteId === 'north' ? ['dr-li', 'or-3', 'c-arm'] : ['c-arm']).map((id) => ({
          ...{ name: id, offsetMinutes: 0, durationMinutes: 60, anyOf: [id] },
        })),
      });
  }, 60_000);
  afterAll(() => http?.stop());

  it('shows a week of a device at two sites, on its wall clock, over the change of the clocks', async () => {
    const { days, zone } = await calendar('c-arm', 'date=2027-03-14&view=week');
    expect([zone, days.map(({ date }: { date: string }) => date)]).toEqual([
      'America/New_York',
      ['2027-03-08', '2027-03-09', '2027-03-10', '2027-03-11', '2027-03-12', '2027-03-13', '2027-03-14'],
    ]);
    expect(times(days[0].hours)).toEqual([
      '2027-03-08T08:00:00-05:00 2027-03-08T14:00:00-05:00',
      '2027-03-08T15:00:00-05:00 2027-03-08T18:00:00-05:00',
    ]);
    expect(days[0].hours.map(({ siteId }: { siteId: string }) => siteId)).toEqual(['north', 'south']);
    expect(times([days[6]])).toEqual(['2027-03-14T00:00:00-05:00 2027-03-15T00:00:00-04:00']);
    const { days: next } = await calendar('c-arm', 'date=2027-03-15');
    expect(times(next[0].hours)[0]).toBe('2027-03-15T08:00:00-04:00 2027-03-15T14:00:00-04:00');
  });

  it('shows the visits that use it, and whose time an encounter takes that runs over its plan', async () => {
    const [first, second] = [(await visit(at('09:00'))).body, (await visit(at('10:00'))).body];
    const { days } = await calendar('or-3', `date=2026-12-01&notOlderThan=${second.position}`);
    expect(days[0].uses).toMatchObject([
      { appointmentId: first.appointmentId, status: 'booked', phase: 'or-3', localFrom: '2026-12-01T09:00:00-05:00', clashesWith: [] },
      { appointmentId: second.appointmentId, status: 'booked' },
    ]);
    expect(days[0].uses[0]).not.toHaveProperty('patientId');

    http.clock.set('2026-12-01T15:20:00Z');
    const started = (await step(first.appointmentId, 'start', { happenedAt: at('09:10') })).body;
    const late = await calendar('or-3', `date=2026-12-01&notOlderThan=${started.position}`);
    expect(late.days[0].uses[0]).toMatchObject({
      status: 'fulfilled',
      actual: { localFrom: '2026-12-01T09:10:00-05:00', localTo: '2026-12-01T10:20:00-05:00', isOver: false },
      clashesWith: [second.appointmentId],
    });
    const boardAt = (position: number) => http.get(`/sites/north/departments/surgery/day-board?date=2026-12-01&notOlderThan=${position}`);
    const meanwhile = (await boardAt(started.position)).body.appointments;
    expect(meanwhile).toMatchObject([
      {
        appointmentId: first.appointmentId,
        overruns: expect.arrayContaining([{ resourceId: 'or-3', clashesWith: [second.appointmentId] }]),
      },
      { appointmentId: second.appointmentId, overruns: [] },
    ]);
    expect(meanwhile[0]).not.toHaveProperty('finishedAt');
    const { position } = (await step(first.appointmentId, 'finish', { happenedAt: at('10:15') })).body;
    const over = await calendar('or-3', `date=2026-12-01&notOlderThan=${position}`);
    expect(over.days[0].uses).toMatchObject([
      {
        actual: { localFrom: '2026-12-01T09:10:00-05:00', localTo: '2026-12-01T10:15:00-05:00', isOver: true },
        clashesWith: [second.appointmentId],
      },
      { appointmentId: second.appointmentId, clashesWith: [] },
    ]);
    const board = await boardAt(position);
    expect(board.body.appointments).toMatchObject([
      {
        ...{ appointmentId: first.appointmentId, startedAt: '2026-12-01T14:10:00Z', finishedAt: '2026-12-01T15:15:00Z' },
        overruns: expect.arrayContaining([{ resourceId: 'or-3', clashesWith: [second.appointmentId] }]),
      },
      { appointmentId: second.appointmentId, overruns: [] },
    ]);
  });

  it('takes a device out of service at every site, lists what is booked on it, and books nothing on it until it is back', async () => {
    http.clock.set('2026-12-02T12:00:00Z');
    const { appointmentId } = (await visit('2026-12-03T09:00:00-05:00')).body;
    const out = await http.put('/resources/c-arm/outages/tube', { reason: 'failure' });
    expect(out.body.affected).toMatchObject([{ appointmentId, reasons: ['outside-hours'] }]);
    const refused = await http.book({ siteId: 'north', visitTypeId: 'pinning', start: '2026-12-03T11:00:00-05:00' }).expect(409);
    expect(codesOf(refused)).toEqual(['resource-not-there']);
    await http.book({ siteId: 'south', visitTypeId: 'pinning', start: '2027-11-01T16:00:00-04:00' }).expect(409);
    expect((await calendar('c-arm', 'date=2026-12-03')).days[0]).toMatchObject({
      hours: [],
      away: [{ kind: 'out-of-service', id: 'tube', reason: 'failure', localFrom: '2026-12-02T07:00:00-05:00' }],
    });

    http.clock.set('2026-12-02T16:00:00Z');
    const early = await http.command('post', '/resources/c-arm/outages/tube/return', { returnedAt: '2026-12-02T12:00' }).expect(422);
    expect(codesOf(early)).toEqual(['returned-in-the-future']);
    await http.command('post', '/resources/c-arm/outages/tube/return', {}).expect(200);
    expect((await http.get('/resources/c-arm/outages')).body.outages).toMatchObject([
      { outageId: 'tube', returnedAt: '2026-12-02T16:00:00Z' },
    ]);
    await visit('2026-12-03T11:00:00-05:00');
    await http.book({ siteId: 'south', visitTypeId: 'pinning', start: '2026-12-03T16:00:00-05:00' }).expect(201);
    expect(times((await calendar('c-arm', 'date=2026-12-02')).days[0].hours)).toEqual([
      '2026-12-02T11:00:00-05:00 2026-12-02T14:00:00-05:00',
      '2026-12-02T15:00:00-05:00 2026-12-02T18:00:00-05:00',
    ]);
  });

  it('refuses what nobody knows, and people out of service', async () => {
    expect(codesOf(await http.ask('get', '/resources/nothing/calendar').expect(404))).toEqual(['resource-unknown']);
    await http.ask('get', '/resources/or-3/calendar?view=month').expect(400);
    expect(codesOf(await http.command('put', '/resources/dr-li/outages/cold', { reason: 'other' }).expect(422))).toEqual([
      'out-of-service-is-for-things',
    ]);
    expect(codesOf(await http.command('put', '/resources/nothing/outages/tube', { reason: 'failure' }).expect(404))).toEqual([
      'resource-unknown',
    ]);
    expect(
      codesOf(await http.command('put', '/resources/or-3/outages/back', { reason: 'failure', to: '2026-12-01T09:00' }).expect(422)),
    ).toEqual(['times-out-of-order']);
    await http.command('put', '/resources/or-3/outages/tube', { reason: 'failure' }, 'clerk').expect(403);
  });
});
