import { randomUUID } from 'node:crypto';
import { codesOf, pointersOf, schedulingOverHttp, weekdays, type SchedulingOverHttp } from '../testing/scheduling-over-http.js';

type FreeTime = {
  offerId: string;
  visitTypeId: string;
  start: string;
  local: string;
  score: number;
  reasons: { code: string; points: number }[];
  uses: { resourceId: string }[];
};

describe('Finding over HTTP', () => {
  let http: SchedulingOverHttp;
  const find = async (query: string) =>
    (await http.get(`/sites/north/free-times?${query}`)).body as { freeTimes: FreeTime[]; next?: string };
  const week = 'visitTypeId=check-up&from=2026-12-01&to=2026-12-04';
  const locals = (freeTimes: readonly FreeTime[]) => freeTimes.map(({ local }) => local.slice(5, 16));
  const refused = (query: string) => http.ask('get', `/sites/north/free-times?${query}`);

  beforeAll(async () => {
    http = await schedulingOverHttp();
    await http.put('/sites/north', { name: 'North', zone: 'America/New_York' });
    await http.put('/sites/north/departments/general', { name: 'General', gridMinutes: 60 });
    for (const id of ['dr-li', 'dr-wu', 'room-1', 'room-2']) {
      await http.put(`/resources/${id}`, { kind: id.startsWith('dr') ? 'practitioner' : 'room', name: id });
      await http.put(`/sites/north/resources/${id}/hours`, { availableTime: weekdays('09:00', '18:00') });
    }
    const visitType = (id: string, rooms: string[], more: object = {}) =>
      http.put(`/sites/north/visit-types/${id}`, {
        ...{ name: id, departmentId: 'general', durationMinutes: 60, ...more },
        phases: [['doctor', ['dr-li', 'dr-wu']] as const, ['room', rooms] as const].map(([name, anyOf]) => ({
          ...{ name, anyOf, offsetMinutes: 0, durationMinutes: 60 },
        })),
      });
    await visitType('check-up', ['room-1', 'room-2'], { serviceType: 'primary' });
    await visitType('follow-up', ['room-1'], { serviceType: 'primary' });
  }, 60_000);
  afterAll(() => http?.stop());

  it('narrows by day part and by day of the week, on the wall clock of the site', async () => {
    expect(locals((await find(`${week}&dayPart=evening`)).freeTimes)).toEqual(['12-01T17:00', '12-02T17:00', '12-03T17:00', '12-04T17:00']);
    expect(locals((await find(`${week}&dayPart=evening&daysOfWeek=wed,fri`)).freeTimes)).toEqual(['12-02T17:00', '12-04T17:00']);
  });

  it('finds one kind of service wherever it is offered', async () => {
    const { freeTimes } = await find('serviceType=primary&from=2026-12-01&to=2026-12-01&limit=2');
    expect(freeTimes.map(({ visitTypeId, local }) => [visitTypeId, local.slice(11, 16)])).toEqual([
      ['check-up', '09:00'],
      ['follow-up', '09:00'],
    ]);
    expect((await find('departmentId=general&from=2026-12-01&to=2026-12-01&limit=1')).freeTimes).toHaveLength(1);
  });

  it('offers nothing beyond the last date that can be booked', async () => {
    const { freeTimes } = await find('visitTypeId=check-up&from=2028-11-20&to=2028-12-08&limit=1000');
    const last = freeTimes.at(-1);
    expect(last?.local.slice(0, 10)).toBe('2028-11-24'); // 731 days from 2026-11-24
    const of = { siteId: 'north', visitTypeId: 'check-up' };
    expect((await http.book({ ...of, start: last?.start ?? '' })).status).toBe(201);
    const beyond = await http.book({ ...of, start: '2028-11-27T15:00:00Z' });
    expect([beyond.status, codesOf(beyond)]).toEqual([422, ['too-far-ahead']]);
    expect((await find('visitTypeId=check-up&from=2999-01-01&to=2999-01-31')).freeTimes).toEqual([]);
  });

  it('orders by nearness to a date, and says how near', async () => {
    const { freeTimes } = await find(`${week}&near=2026-12-03T12:00&limit=3`);
    expect(locals(freeTimes)).toEqual(['12-03T12:00', '12-03T11:00', '12-03T13:00']);
    expect(freeTimes[1]?.reasons).toContainEqual({ code: 'distance', points: 0, minutes: 60 });
  });

  it('ranks by the stated policy, and every score is the sum of its reasons', async () => {
    const patientId = randomUUID();
    await http
      .book({ siteId: 'north', visitTypeId: 'check-up', start: '2026-11-30T09:00:00-05:00', patientId, with: ['dr-wu'] } as never)
      .expect(201);
    const seen = async () => (await find(`${week}&order=best&limit=1&patientId=${patientId}&with=dr-wu`)).freeTimes[0];
    let best = await seen();
    for (let tries = 0; tries < 100 && !best?.reasons.some(({ code }) => code === 'same-practitioner'); tries++) best = await seen();
    expect(best?.reasons).toContainEqual({ code: 'same-practitioner', points: 25, resourceId: 'dr-wu', last: '2026-11-30' });
    const { freeTimes } = await find(`${week}&order=best&prefer=afternoon,wed,dr-wu&limit=100`);
    expect(freeTimes[0]?.reasons).toContainEqual({ code: 'preferred', points: 30, met: 2, of: 3 });
    expect(freeTimes.map(({ score }) => score)).toEqual(freeTimes.map(({ score }) => score).toSorted((a, b) => b - a));
    for (const { score, reasons } of freeTimes) expect(score).toBe(reasons.reduce((sum, { points }) => sum + points, 0));
  });

  it.each(['order=soonest', 'order=best', 'near=2026-12-03'])('pages through all of it once: %s', async (order) => {
    const { freeTimes: all } = await find(`${week}&${order}&limit=1000`);
    const pages: FreeTime[] = [];
    let cursor: string | undefined;
    do {
      const page = await find(`${week}&${order}&limit=7${cursor === undefined ? '' : `&cursor=${cursor}`}`);
      pages.push(...page.freeTimes);
      cursor = page.next;
    } while (cursor !== undefined);
    expect(pages).toEqual(all);
    expect(all.length).toBe(36);
  });

  it('refuses a cursor of another search, or one that is none', async () => {
    const { next } = await find(`${week}&limit=1`);
    expect(codesOf(await refused(`${week}&limit=1&dayPart=morning&cursor=${next}`).expect(400))).toEqual(['cursor-of-another-search']);
    expect(codesOf(await refused(`${week}&cursor=${next?.slice(1)}`).expect(400))).toEqual(['cursor-invalid']);
  });

  it('offers what can be booked by its id alone, and is no promise', async () => {
    const [first] = (await find('visitTypeId=check-up&from=2026-12-03&to=2026-12-03&with=room-2&limit=1')).freeTimes;
    const book = (offerId: string | undefined) => http.command('post', '/appointments/$book', { offerId, patientId: randomUUID() });
    const { body } = await book(first?.offerId).expect(201);
    expect(body).toMatchObject({ start: first?.start, visitTypeId: 'check-up' });
    expect(body.uses.map(({ resourceId }: { resourceId: string }) => resourceId)).toEqual(first?.uses.map(({ resourceId }) => resourceId));
    const taken = await book(first?.offerId).expect(409);
    expect(codesOf(taken)).toContain('capacity-exceeded');
    expect(taken.body.alternatives).toHaveLength(3);
    const broken = await book(first?.offerId.replace(/^./, '_')).expect(400);
    expect([codesOf(broken), pointersOf(broken)]).toEqual([['offer-id-invalid'], ['/offerId']]);
    expect(pointersOf(await book(undefined).expect(400))).toEqual(['/siteId', '/visitTypeId', '/start']);
  });

  it('says in words, and by parameter, why there is nothing of the kind', async () => {
    const { body, status } = await refused('visitTypeId=check-up&from=2026-12-01&to=2026-12-01&with=dr-who&needs=hoist');
    expect([status, body.type, body.detail]).toEqual([
      404,
      ...['urn:liaison:problem:resource-unknown', 'No such resource: dr-who; This kind of visit has no phase for the need: hoist'],
    ]);
    expect(body.errors).toEqual([
      expect.objectContaining({ code: 'resource-unknown', resourceId: 'dr-who', in: 'query', parameter: 'with' }),
      expect.objectContaining({ code: 'need-unanswered', need: 'hoist', in: 'query', parameter: 'needs' }),
    ]);
  });

  it('does not say which of too many is best', async () => {
    await http.put('/sites/north/departments/watch', { name: 'Watch', gridMinutes: 5 });
    const allDay = [
      { daysOfWeek: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], availableStartTime: '00:00', availableEndTime: '24:00' },
    ];
    await http.put('/resources/bed-1', { kind: 'room', name: 'Bed' });
    await http.put('/sites/north/resources/bed-1/hours', { availableTime: allDay });
    const phases = [{ name: 'bed', anyOf: ['bed-1'], offsetMinutes: 0, durationMinutes: 5 }];
    await http.put('/sites/north/visit-types/glance', { name: 'Glance', departmentId: 'watch', durationMinutes: 5, phases });
    const quarter = 'visitTypeId=glance&from=2026-12-01&to=2027-03-02';
    const { body, status } = await refused(`${quarter}&order=best`);
    expect([status, codesOf({ body })]).toEqual([422, ['too-many-offers']]);
    expect((await find(`${quarter}&limit=1`)).freeTimes).toHaveLength(1);
  });

  it.each([
    ['more than 92 days', 'visitTypeId=check-up&from=2026-12-01&to=2027-03-03', 'to'],
    ['no kind of visit', 'from=2026-12-01&to=2026-12-01', 'visitTypeId'],
    ['a time that the clocks leave out', `${week}&near=2027-03-14T02:30`, 'near'],
    ['nearness to nothing', `${week}&order=nearest`, 'near'],
    ['a day part that no day has', `${week}&dayPart=midnight`, 'dayPart'],
  ])('a search for %s is refused by its field', async (_, query, parameter) => {
    const { body, status } = await refused(query);
    expect([400, 422]).toContain(status);
    expect(body.errors.map((error: { parameter: string }) => error.parameter)).toEqual([parameter]);
  });
});
