import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { at, startClinic, type ClinicUnderTest } from '../testing/clinic-under-test.js';

/** Check-ups in a clinic whose doctor is there on weekdays from 08:00 to 17:00, New York. */
describe('A series over HTTP', () => {
  let clinic: ClinicUnderTest;
  beforeAll(async () => {
    clinic = await startClinic();
  }, 60_000);
  afterAll(() => clinic?.stop(), 60_000);

  const wish = (rule: string, startDate: string, startTime: string, more: object = {}) => ({
    ...{ patientId: randomUUID(), siteId: 'north', visitTypeId: 'check-up', rule, startDate, startTime, ...more },
  });
  const put = (body: object, seriesId: string = randomUUID(), headers = {}) => clinic.command('put', `/series/${seriesId}`, body, headers);
  const booked = async (body: object) => (await put(body).expect(201)).body as Booked;
  const read = async (seriesId: string) => (await clinic.get(`/series/${seriesId}`).expect(200)).body as Read;
  const change = (seriesId: string, body: object, headers = {}) => clinic.command('post', `/series/${seriesId}/change`, body, headers);
  type Visit = { appointmentId: string; date: string; start: string; local: string; status?: string; exception?: string; planned?: string };
  type Booked = { seriesId: string; visits: Visit[]; position: number; revision: number };
  type Read = Booked & { status: string; changes: { scope: string; outcome: string }[]; patterns: object[] };

  it('stands whole, each visit an ordinary appointment at the same time on the wall in a week in which the clocks change', async () => {
    const { seriesId, visits, revision } = await booked(wish('FREQ=WEEKLY;BYDAY=FR,MO;COUNT=3', '2027-03-12', '09:00'));
    expect(visits.map(({ local }) => local)).toEqual([
      '2027-03-12T09:00:00-05:00',
      '2027-03-15T09:00:00-04:00',
      '2027-03-19T09:00:00-04:00',
    ]);
    for (const { appointmentId, start } of visits) {
      const { body } = await clinic.get(`/appointments/${appointmentId}`).expect(200);
      expect(body).toMatchObject({ start, status: 'booked', seriesId });
    }
    const now = await read(seriesId);
    expect(now).toMatchObject({ status: 'booked', revision });
    expect(now.visits.map(({ status, exception }) => [status, exception])).toEqual(Array(3).fill(['booked', undefined]));
  });

  it('stands not at all when one of its visits clashes, and every clash is told with its date', async () => {
    await clinic.book(at('10:00', '2026-12-02')).expect(201);
    await clinic.book(at('10:00', '2026-12-04')).expect(201);
    const seriesId = randomUUID();
    const body = wish('FREQ=DAILY;COUNT=5', '2026-12-01', '10:00');
    const refused = await put(body, seriesId).expect(409);
    const reasons = (refused.body as { errors: { visit: string; code: string; detail: string }[] }).errors;
    expect(reasons.map(({ visit, code }) => [visit, code])).toEqual([
      ['2026-12-02', 'capacity-exceeded'],
      ['2026-12-04', 'capacity-exceeded'],
      ['2026-12-05', 'resource-not-there'],
      ['2026-12-05', 'resource-not-there'],
      ['2026-12-05', 'resource-not-there'],
    ]);
    expect(reasons[0]?.detail).toContain('2026-12-02: ');
    await clinic.get(`/series/${seriesId}`).expect(404);
    await clinic.book(at('10:00', '2026-12-01')).expect(201); // nothing is held

    const exceptions = {
      exceptOn: ['2026-12-05', '2026-12-01'],
      instead: [
        { date: '2026-12-02', start: '2026-12-02T10:30' },
        { date: '2026-12-04', start: '2026-12-04T11:00' },
      ],
    };
    const { body: whole } = await put({ ...body, ...exceptions }, seriesId).expect(201);
    expect((whole as Booked).visits.map(({ local }) => local.slice(0, 16))).toEqual([
      '2026-12-02T10:30',
      '2026-12-03T10:00',
      '2026-12-04T11:00',
    ]);
  });

  it('is shown before it is booked, without a trace: what fits, why not, and what is free that day', async () => {
    await clinic.book(at('14:00', '2026-12-08')).expect(201);
    const body = wish('FREQ=WEEKLY;BYDAY=TU,SA;COUNT=3', '2026-12-05', '14:00');
    const { body: shown } = await clinic.command('post', '/series/$preview', body).expect(200);
    expect(shown).toMatchObject({
      fits: false,
      occurrences: [
        {
          date: '2026-12-05',
          fits: false,
          alternatives: [],
          reasons: expect.arrayContaining([expect.objectContaining({ code: 'resource-not-there' })]),
        },
        {
          date: '2026-12-08',
          fits: false,
          alternatives: [{ local: '2026-12-08T13:30:00-05:00' }, { local: '2026-12-08T14:30:00-05:00' }, {}],
        },
        { date: '2026-12-12', fits: false },
      ],
    });
    const free = wish('FREQ=WEEKLY;BYDAY=TU;COUNT=2', '2026-12-08', '13:30');
    const { body: fits } = await clinic.command('post', '/series/$preview', free).expect(200);
    expect(fits).toMatchObject({ fits: true, occurrences: [{ uses: [{ resourceId: 'dr-li' }, {}] }, {}] });
    await put(free).expect(201);
  });

  it('is booked if and only if its preview fits, and refused for the same reasons', () => {
    const reasonsOf = (all: readonly { readonly code: string }[], visit: string) => all.map(({ code }) => `${visit} ${code}`);
    const attempt = fc.record({
      rule: fc.constantFrom('FREQ=DAILY;COUNT=3', 'FREQ=WEEKLY;BYDAY=MO,TH;COUNT=4', 'FREQ=DAILY;INTERVAL=2;COUNT=3'),
      day: fc.integer({ min: 0, max: 9 }),
      time: fc.constantFrom('08:00', '09:00', '09:10', '10:15', '16:30'),
    });
    return fc.assert(
      fc.asyncProperty(attempt, async ({ rule, day, time }) => {
        const body = wish(rule, `2027-06-${String(day + 7).padStart(2, '0')}`, time);
        const { body: shown } = await clinic.command('post', '/series/$preview', body).expect(200);
        const { fits, occurrences } = shown as { fits: boolean; occurrences: { date: string; reasons: { code: string }[] }[] };
        const { status, body: answered } = await put(body);
        expect(status === 201).toBe(fits);
        if (fits) return;
        const { errors } = answered as { errors: { code: string; visit: string }[] };
        expect(errors.flatMap((error) => reasonsOf([error], error.visit))).toEqual(
          occurrences.flatMap(({ date, reasons }) => reasonsOf(reasons, date)),
        );
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  it('names a time that the clocks leave out or show twice, with the clashes of the other dates', async () => {
    await clinic.command('put', '/sites/north/visit-types/night', {
      ...{ name: 'Night', departmentId: 'general', durationMinutes: 30 },
      phases: [{ name: 'room', offsetMinutes: 0, durationMinutes: 30, anyOf: ['room-2'] }],
    });
    const body = { ...wish('FREQ=DAILY;COUNT=2', '2027-03-13', '02:30'), visitTypeId: 'night' };
    const { body: refused } = await put(body).expect(422);
    expect(refused).toMatchObject({
      errors: [
        { code: 'local-time-does-not-exist', date: '2027-03-14', local: '2027-03-14T02:30', pointer: '/startTime' },
        { code: 'resource-not-there', visit: '2027-03-13' },
      ],
    });
  });

  it.each([
    ['FREQ=DAILY', 'series-endless', '/rule'],
    ['every day', 'recurrence-invalid', '/rule'],
    ['FREQ=DAILY;COUNT=400', 'series-too-long', '/rule'],
    ['FREQ=DAILY;UNTIL=20301231', 'series-too-far-ahead', '/rule'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3', 'series-empty', '/rule'],
  ])('%s is refused as %s', async (rule, code, pointer) => {
    const { body } = await put(wish(rule, '2026-12-01', '09:00')).expect(422);
    expect(body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ code, pointer })]) });
  });

  it('gets the first answer again, and another series under its id is refused', async () => {
    const [seriesId, key] = [randomUUID(), { 'idempotency-key': randomUUID() }];
    const body = wish('FREQ=WEEKLY;COUNT=2', '2027-01-05', '09:00');
    const both = await Promise.all([put(body, seriesId, key), put(body, seriesId, key)]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    await change(seriesId, { scope: 'all', startTime: '09:30' }).expect(200);
    expect((await put(body, seriesId, key).expect(201)).body).toEqual(both[0]?.body);
    expect((await put(wish('FREQ=WEEKLY;COUNT=2', '2027-01-05', '11:00'), seriesId).expect(409)).body).toMatchObject({
      errors: [{ code: 'series-id-used' }],
    });
    await put(wish('FREQ=WEEKLY;COUNT=3', '2027-01-05', '11:00'), seriesId, key).expect(422);
  });

  describe('is changed', () => {
    let seriesId: string;
    let visits: Visit[];
    beforeEach(async () => {
      await clinic.command('put', '/sites/north/visit-types/physio', {
        ...{ name: 'Physiotherapy', departmentId: 'general', durationMinutes: 30 },
        phases: [{ name: 'room', offsetMinutes: 0, durationMinutes: 30, anyOf: ['room-1', 'room-2'] }],
      });
      ({ seriesId, visits } = await booked({ ...wish('FREQ=WEEKLY;BYDAY=WE;COUNT=4', '2027-02-03', '09:00'), visitTypeId: 'physio' }));
    });
    afterEach(() => clinic.command('post', `/series/${seriesId}/cancel`, { scope: 'all', reason: 'pat', alsoMoved: true }));
    const times = async () => (await read(seriesId)).visits.map(({ local, status }) => `${local.slice(0, 16)} ${status}`);

    it('from one visit on, at another time', async () => {
      const { body } = await change(seriesId, {
        scope: 'this-and-following',
        appointmentId: visits[2]?.appointmentId,
        startTime: '10:00',
      }).expect(200);
      expect(body).toMatchObject({ moved: [{ date: '2027-02-17' }, { date: '2027-02-24' }], booked: [], cancelled: [] });
      expect(await times()).toEqual([
        '2027-02-03T09:00 booked',
        '2027-02-10T09:00 booked',
        '2027-02-17T10:00 booked',
        '2027-02-24T10:00 booked',
      ]);
    });
    it('to another weekday, each appointment keeping its id and its series', async () => {
      await change(seriesId, { scope: 'all', rule: 'FREQ=WEEKLY;BYDAY=TH', startTime: '11:00' }).expect(200);
      expect(await times()).toEqual([
        '2027-02-04T11:00 booked',
        '2027-02-11T11:00 booked',
        '2027-02-18T11:00 booked',
        '2027-02-25T11:00 booked',
      ]);
      const now = await read(seriesId);
      expect(now.visits.map(({ appointmentId }) => appointmentId)).toEqual(visits.map(({ appointmentId }) => appointmentId));
      const { body } = await clinic.get(`/appointments/${visits[0]?.appointmentId}`).expect(200);
      expect(body).toMatchObject({ date: '2027-02-04', seriesId });
      expect(now).toMatchObject({ changes: [{ scope: 'all', outcome: 'done' }], patterns: [{}, { rule: 'FREQ=WEEKLY;BYDAY=TH;COUNT=4' }] });
    });
    it('to another room, at its times', async () => {
      await change(seriesId, { scope: 'all', with: ['room-2'] }).expect(200);
      for (const { appointmentId, start } of visits) {
        const { body } = await clinic.get(`/appointments/${appointmentId}`).expect(200);
        expect(body).toMatchObject({ start, uses: [{ resourceId: 'room-2' }] });
      }
    });
    it('not at all when one visit cannot, and with the exception of that one when it is kept', async () => {
      const inTheWay = [
        await clinic.book(at('10:00', '2027-02-10'), { visitTypeId: 'physio' }),
        await clinic.book(at('10:00', '2027-02-10'), { visitTypeId: 'physio' }),
      ];
      expect(inTheWay.map(({ status }) => status)).toEqual([201, 201]);
      const { body } = await change(seriesId, { scope: 'all', startTime: '10:00' }).expect(409);
      expect(body).toMatchObject({
        errors: expect.arrayContaining([expect.objectContaining({ visit: '2027-02-10', code: 'capacity-exceeded' })]),
      });
      expect(await times()).toEqual(visits.map(({ local }) => `${local.slice(0, 16)} booked`));
      await change(seriesId, { scope: 'all', startTime: '10:00', keep: [visits[1]?.appointmentId] }).expect(200);
      expect(await times()).toEqual([
        '2027-02-03T10:00 booked',
        '2027-02-10T09:00 booked',
        '2027-02-17T10:00 booked',
        '2027-02-24T10:00 booked',
      ]);
      for (const { body: other } of inTheWay) await clinic.step((other as Visit).appointmentId, 'cancel', { reason: 'pat' }).expect(200);
    });
    it('except what somebody has moved or cancelled by itself', async () => {
      await clinic.step(visits[0]?.appointmentId ?? '', 'move', { start: at('15:00', '2027-02-05') }).expect(200);
      await clinic.step(visits[3]?.appointmentId ?? '', 'cancel', { reason: 'pat' }).expect(200);
      await change(seriesId, { scope: 'all', startTime: '10:00' }).expect(200);
      const now = await read(seriesId);
      expect(now.visits.map(({ local, exception }) => [local.slice(0, 16), exception])).toEqual([
        ['2027-02-05T15:00', 'moved'],
        ['2027-02-10T10:00', undefined],
        ['2027-02-17T10:00', undefined],
        ['2027-02-24T09:00', 'cancelled'],
      ]);
      await change(seriesId, { scope: 'all', startTime: '10:00', alsoMoved: true }).expect(200);
      expect((await times())[0]).toBe('2027-02-03T10:00 booked');
    });
    it('by a longer rule and by a shorter one, which needs a reason', async () => {
      await change(seriesId, { scope: 'all', rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=5' }).expect(200);
      expect(await times()).toHaveLength(5);
      await change(seriesId, { scope: 'all', rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=2' }).expect(422);
      const { body } = await change(seriesId, { scope: 'all', rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=2', reason: 'prov' }).expect(200);
      expect((body as { cancelled: string[] }).cancelled).toHaveLength(3);
      expect(await times()).toEqual(['2027-02-03T09:00 booked', '2027-02-10T09:00 booked']);
    });
    it('only as it was seen', async () => {
      await change(seriesId, { scope: 'all', startTime: '10:00' }, { 'if-match': '"0"' }).expect(412);
      await change(seriesId, { scope: 'all', startTime: '10:00' }, { 'if-match': '"1"' }).expect(200);
    });
    it('by being cancelled from one visit on', async () => {
      const { body } = await clinic
        .command('post', `/series/${seriesId}/cancel`, {
          scope: 'this-and-following',
          appointmentId: visits[1]?.appointmentId,
          reason: 'pat',
        })
        .expect(200);
      expect((body as { cancelled: string[] }).cancelled).toEqual(visits.slice(1).map(({ appointmentId }) => appointmentId));
      expect(await times()).toEqual(['2027-02-03T09:00 booked']);
      const { body: gone } = await clinic.get(`/appointments/${visits[1]?.appointmentId}`).expect(200);
      expect(gone).toMatchObject({ status: 'cancelled' });
    });
  });

  it('is among the series of its patient', async () => {
    const body = wish('FREQ=WEEKLY;COUNT=2', '2027-05-04', '09:00');
    const { seriesId, position } = await booked(body);
    const { body: list } = await clinic.get(`/patients/${body.patientId}/series?notOlderThan=${position}`).expect(200);
    expect(list).toMatchObject({ series: [{ seriesId, visitTypeId: 'check-up', startDate: '2027-05-04' }] });
  });
});
