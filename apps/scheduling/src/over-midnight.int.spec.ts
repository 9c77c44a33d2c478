import { randomUUID } from 'node:crypto';
import { addMinutes } from '@liaison/kernel';
import ICAL from 'ical.js';
import request from 'supertest';
import { startNightClinic, type NightClinic } from './testing/night-clinic.js';

describe('A visit over midnight, over HTTP', () => {
  let clinic: NightClinic;
  beforeAll(async () => {
    clinic = await startNightClinic();
  }, 60_000);
  afterAll(() => clinic?.stop());

  const start = '2026-12-01T23:00:00-05:00';
  const book = (at = start, more: object = {}) => clinic.book(at, { visitTypeId: 'emergency', ...more });
  const taken = (date: string) => clinic.taken(date);

  it('takes its room on both dates, moves and is cancelled on both', async () => {
    const booked = await book().expect(201);
    const { appointmentId } = booked.body;
    expect(booked.body).toMatchObject({ date: '2026-12-01', start: '2026-12-02T04:00:00Z', end: '2026-12-02T07:30:00Z' });
    expect(await taken('2026-12-01')).toEqual([['02T03:30–02T05:00'], []]);
    expect(await taken('2026-12-02')).toEqual([['02T07:30–02T08:00', '02T05:00–02T07:30'], []]);
    await clinic.step(appointmentId, 'move', { start: '2026-12-01T22:45:00-05:00' }).expect(200);
    expect((await taken('2026-12-02'))[0]).toHaveLength(2);
    const found = await clinic.get('/sites/north/free-times?visitTypeId=emergency&from=2026-12-01&to=2026-12-01&limit=1000').expect(200);
    expect(found.body.freeTimes.map(({ local }: { local: string }) => local.slice(0, 16))).toContain('2026-12-01T23:00');
    await clinic.step(appointmentId, 'reassign', { phase: 'room', resourceId: 'or-5' }).expect(200);
    expect((await taken('2026-12-02')).map(({ length }) => length)).toEqual([0, 2]);
    await clinic.step(appointmentId, 'move', { start: '2026-12-02T09:00:00-05:00' }).expect(200);
    expect((await taken('2026-12-01')).flat()).toEqual([]);
    expect((await taken('2026-12-02')).flat()).toHaveLength(2);
    await clinic.step(appointmentId, 'move', { start }).expect(200);
    await clinic.step(appointmentId, 'cancel', { reason: 'pat' }).expect(200);
    expect([await taken('2026-12-01'), await taken('2026-12-02')].flat(2)).toEqual([]);
  });

  it('is one entry of a calendar feed, and on the calendar and the board of each date says that it goes on', async () => {
    const { body: visit } = await book('2026-12-10T23:00:00-05:00', { with: ['or-3'] }).expect(201);
    const { appointmentId, position } = visit;
    const calendar = async (date: string) =>
      (await clinic.get(`/resources/or-3/calendar?date=${date}&notOlderThan=${position}`).expect(200)).body.days[0].uses;
    const whole = { localFrom: '2026-12-10T22:30:00-05:00', localTo: '2026-12-11T02:30:00-05:00' };
    expect(await calendar('2026-12-10')).toMatchObject([{ appointmentId, phase: 'room', localTo: '2026-12-11T00:00:00-05:00', whole }]);
    const night = await calendar('2026-12-11');
    expect(night).toMatchObject([
      { appointmentId, phase: 'room', localFrom: '2026-12-11T00:00:00-05:00', localTo: whole.localTo, whole },
      { appointmentId, phase: 'cleaning' },
    ]);
    expect(night[1]).not.toHaveProperty('whole');
    const board = async (date: string) => {
      const path = `/sites/north/departments/general/day-board?date=${date}&notOlderThan=${position}`;
      return (await clinic.get(path).expect(200)).body.appointments;
    };
    const [evening] = await board('2026-12-10');
    expect(evening).toMatchObject({ appointmentId, continuedInto: '2026-12-11', start: '2026-12-11T04:00:00Z' });
    expect(evening).not.toHaveProperty('continuedFrom');
    expect(await board('2026-12-11')).toMatchObject([{ appointmentId, continuedFrom: '2026-12-10', uses: [{}, {}] }]);

    const { body } = await clinic.command('put', '/resources/or-3/calendar-feeds/phone').expect(200);
    const { text } = await request(clinic.url()).get(body.path).expect(200);
    const parsed = new ICAL.Component(ICAL.parse(text) as ConstructorParameters<typeof ICAL.Component>[0]);
    const entries = parsed.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
    const own = entries.filter(({ uid }) => uid.startsWith(appointmentId));
    expect(own.map(({ uid, startDate, endDate }) => [uid, startDate.toString(), endDate.toString()])).toEqual([
      [appointmentId, '2026-12-11T03:30:00Z', '2026-12-11T08:00:00Z'],
    ]);
    await clinic.step(appointmentId, 'cancel', { reason: 'pat' }).expect(200);
  });

  it('is held, and free on both dates when it is released', async () => {
    const held = await clinic.command('post', '/appointments/$hold', clinic.visit(start, { visitTypeId: 'emergency' })).expect(201);
    expect((await taken('2026-12-02')).flat()).toHaveLength(2);
    await clinic.step(held.body.appointmentId, 'release-hold').expect(200);
    expect([await taken('2026-12-01'), await taken('2026-12-02')].flat(2)).toEqual([]);
  });

  it('is free on both dates when its hold runs out, renewed or not, and stays taken when it was booked', async () => {
    const [first, renewed, kept] = ['2026-12-21', '2026-12-22', '2026-12-23'] as const;
    const hold = async (date: string) => {
      const visit = clinic.visit(`${date}T23:00:00-05:00`, { visitTypeId: 'emergency' });
      return (await clinic.command('post', '/appointments/$hold', visit).expect(201)).body.appointmentId as string;
    };
    const [one, two, three] = [await hold(first), await hold(renewed), await hold(kept)];
    const begun = clinic.clock.now();
    await clinic.step(two, 'renew-hold', { minutes: 30 }).expect(200);
    await clinic.step(three, 'book').expect(200);
    const after = async (minutes: number, dates: readonly string[]) => {
      clinic.clock.set(addMinutes(begun, minutes));
      for (const date of dates) while ((await taken(date)).flat().length > 0) continue; // a timer, and then the follower
    };
    await after(11, [first]);
    expect(clinic.codes(await clinic.step(one, 'book').expect(410))).toEqual(['hold-expired']);
    expect((await taken(renewed)).flat()).toHaveLength(1); // its own evening; the night before is over
    expect((await taken(kept)).flat()).toHaveLength(2 + 1);
    await after(31, [renewed]);
    while ((await taken(kept)).flat().length > 1) continue; // the night of the one before
    expect([await taken(kept), await taken('2026-12-24')].map((rooms) => rooms.flat().length)).toEqual([1, 2]);
    await clinic.step(three, 'cancel', { reason: 'pat' }).expect(200);
  });

  it('is one of a series: all of them on both their dates, or none', async () => {
    const seriesId = randomUUID();
    const pattern = { siteId: 'north', visitTypeId: 'emergency', rule: 'FREQ=DAILY;COUNT=2', startDate: '2027-01-05', startTime: '23:00' };
    const put = (id: string, more: object = {}) =>
      clinic.command('put', `/series/${id}`, { ...pattern, patientId: randomUUID(), with: ['or-3'], ...more });
    await put(seriesId).expect(201);
    const dates = ['2027-01-05', '2027-01-06', '2027-01-07'];
    const inUse = async () => (await Promise.all(dates.map((date) => taken(date)))).map((rooms) => rooms.flat().length);
    expect(await inUse()).toEqual([1, 3, 2]);
    expect(clinic.codes(await put(randomUUID(), { startDate: '2027-01-06' }).expect(409))).toContain('capacity-exceeded');
    expect(await inUse()).toEqual([1, 3, 2]);
    await clinic.command('post', `/series/${seriesId}/cancel`, { scope: 'all', reason: 'pat' }).expect(200);
    expect(await inUse()).toEqual([0, 0, 0]);
  });

  it('is cancelled on both dates when its patient dies', async () => {
    const patientId = randomUUID();
    const { body } = await book('2026-12-28T23:00:00-05:00', { patientId }).expect(201);
    await clinic.command('post', `/patients/${patientId}/$deceased`).expect(200);
    while ((await clinic.get(`/appointments/${body.appointmentId}`)).body.status !== 'cancelled') continue;
    for (const date of ['2026-12-28', '2026-12-29']) while ((await taken(date)).flat().length > 0) continue;
    expect(clinic.codes(await book('2026-12-28T23:00:00-05:00', { patientId }).expect(409))).toContain('patient-deceased');
  });

  it.each([
    ['site', {}],
    ['department', { departmentId: 'general' }],
    ['resource', { resourceId: 'or-3' }],
  ])('is not booked, held, or booked after it was held, when the %s is closed after midnight', async (what, over) => {
    const [evening, closureId] = ['2026-12-14T23:00:00-05:00', `closed-${what}`];
    const room = { visitTypeId: 'emergency', with: ['or-3'] };
    const held = await clinic.command('post', '/appointments/$hold', clinic.visit(evening, room)).expect(201);
    const closure = { reason: 'maintenance', from: '2026-12-15T01:00:00-05:00', to: '2026-12-15T02:00:00-05:00', ...over };
    const declared = await clinic.command('put', `/sites/north/closures/${closureId}`, closure).expect(200);
    expect(declared.body.affected).toMatchObject([{ appointmentId: held.body.appointmentId }]);
    expect(clinic.codes(await clinic.step(held.body.appointmentId, 'book').expect(409))).toEqual(['closed']);
    const { appointmentId, ...wanted } = { ...clinic.visit(evening, room), appointmentId: held.body.appointmentId };
    const again = { ...wanted, patientId: (await clinic.get(`/appointments/${appointmentId}`)).body.patientId };
    expect(clinic.codes(await clinic.command('put', `/appointments/${appointmentId}`, again).expect(409))).toContain('closed');
    await clinic.step(appointmentId, 'release-hold').expect(200);
    expect(clinic.codes(await book(evening, { with: ['or-3'] }).expect(409))).toContain('closed');
    expect(clinic.codes(await clinic.command('post', '/appointments/$hold', clinic.visit(evening, room)).expect(409))).toContain('closed');
    await clinic.command('delete', `/sites/north/closures/${closureId}`).expect(200);
    const free = await clinic.command('post', '/appointments/$hold', clinic.visit(evening, room)).expect(201);
    await clinic.step(free.body.appointmentId, 'book').expect(200);
    await clinic.step(free.body.appointmentId, 'cancel', { reason: 'pat' }).expect(200);
  });

  it('is listed once by a closure of both its dates', async () => {
    const { body } = await book('2026-12-14T23:00:00-05:00', { with: ['or-3'] }).expect(201);
    const closure = { reason: 'maintenance', from: '2026-12-14T23:00:00-05:00', to: '2026-12-15T02:00:00-05:00', resourceId: 'or-3' };
    const declared = await clinic.command('put', '/sites/north/closures/both', closure).expect(200);
    expect(declared.body.affected).toMatchObject([{ appointmentId: body.appointmentId, date: '2026-12-14' }]);
    await clinic.command('delete', '/sites/north/closures/both').expect(200);
    const changed = await clinic
      .command('put', '/resources/or-3/outages/repair', { reason: 'failure', from: '2026-12-14T23:00', to: '2026-12-15T02:00' })
      .expect(200);
    expect(changed.body.affected.map(({ appointmentId }: { appointmentId: string }) => appointmentId)).toEqual([body.appointmentId]);
    await clinic.step(body.appointmentId, 'cancel', { reason: 'pat' }).expect(200);
  });

  it('has one room for one of two who ask at once, and tells the other what is free', async () => {
    const room = { with: ['or-3'] };
    const answers = await Promise.all([1, 2].map(() => book('2026-12-03T23:00:00-05:00', room)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(clinic.codes({ body: refused?.body })).toContain('capacity-exceeded');
    await book('2026-12-03T23:00:00-05:00').expect(201);
    const third = await book('2026-12-03T23:30:00-05:00').expect(409);
    expect(clinic.codes(third)).toContain('capacity-exceeded');
    expect((await taken('2026-12-04')).map(({ length }) => length)).toEqual([2, 2]);
  });

  it('lets nobody be elsewhere after midnight, and has its time again when the no-show was wrong', async () => {
    const patientId = randomUUID();
    const { body } = await book('2026-12-07T23:00:00-05:00', { patientId }).expect(201);
    const elsewhere = await book('2026-12-08T01:00:00-05:00', { patientId, with: ['or-5'] }).expect(409);
    expect(clinic.codes(elsewhere)).toContain('patient-elsewhere');
    clinic.clock.set('2026-12-08T04:10:00Z');
    await clinic.step(body.appointmentId, 'no-show').expect(200);
    expect((await taken('2026-12-08')).flat()).toEqual([]);
    await clinic.step(body.appointmentId, 'undo', { step: 'no-show' }).expect(200);
    expect((await taken('2026-12-08')).flat()).toHaveLength(2);
    await clinic.step(body.appointmentId, 'no-show').expect(200);
    await clinic.step(body.appointmentId, 'arrive').expect(200);
    expect((await taken('2026-12-08')).flat()).toHaveLength(2);
    await clinic.step(body.appointmentId, 'start').expect(200);
    await clinic.step(body.appointmentId, 'enter-in-error').expect(200);
    expect((await taken('2026-12-08')).flat()).toEqual([]);
  });

  it('that runs over, or is finished after midnight, clashes with what is planned there, and is shown there', async () => {
    const room = { with: ['or-3'] };
    const evening = (await book('2026-12-16T19:00:00-05:00', room).expect(201)).body; // of one date, to 23:00 with its cleaning
    const next = (await book('2026-12-17T00:30:00-05:00', room).expect(201)).body; // from 00:00 with its preparation
    const late = (await book('2026-12-17T23:00:00-05:00', room).expect(201)).body;
    const after = (await book('2026-12-18T03:30:00-05:00', room).expect(201)).body; // from 03:00
    const lasted = async ({ appointmentId }: { appointmentId: string }, from: string, to: string) => {
      clinic.clock.set(to);
      await clinic.step(appointmentId, 'start', { happenedAt: from }).expect(200);
      return (await clinic.step(appointmentId, 'finish', { happenedAt: to }).expect(200)).body;
    };
    const finished = await lasted(evening, '2026-12-17T00:00:00Z', '2026-12-17T04:45:00Z'); // to 23:45, with its cleaning to 00:15
    expect(finished.clashes).toEqual([{ appointmentId: next.appointmentId, resourceId: 'or-3' }]);
    const path = (date: string, position: number) => `/resources/or-3/calendar?date=${date}&notOlderThan=${position}`;
    const calendar = (await clinic.get(path('2026-12-17', finished.position)).expect(200)).body.days[0].uses;
    expect(calendar[0]).toMatchObject({
      ...{ appointmentId: evening.appointmentId, phase: 'cleaning', clashesWith: [next.appointmentId] },
      actual: { localFrom: '2026-12-16T23:45:00-05:00', localTo: '2026-12-17T00:15:00-05:00', isOver: true },
    });
    const board = async (date: string, position: number) =>
      (await clinic.get(`/sites/north/departments/general/day-board?date=${date}&notOlderThan=${position}`).expect(200)).body.appointments;
    expect((await board('2026-12-17', finished.position))[0]).toMatchObject({
      ...{ appointmentId: evening.appointmentId, continuedFrom: '2026-12-16', uses: [] },
      overruns: [{ resourceId: 'or-3', clashesWith: [next.appointmentId] }],
    });
    await clinic.step(next.appointmentId, 'cancel', { reason: 'prov' }).expect(200);

    const over = await lasted(late, '2026-12-18T04:00:00Z', '2026-12-18T08:10:00Z'); // to 03:10, with its cleaning to 03:40
    expect(over.clashes).toEqual([{ appointmentId: after.appointmentId, resourceId: 'or-3' }]);
    const { pool, schema } = clinic.runtime();
    const used = async (date: string) => {
      const path = `/sites/north/utilisation?from=${date}&to=${date}&notOlderThan=${over.position}`;
      const { resources } = (await clinic.get(path).expect(200)).body;
      const { rows } = await pool.query<{ used: number }>(
        `select used_minutes::float used from ${schema}.resource_utilisation where resource_id = 'or-3' and "date" = $1`,
        [date],
      );
      return [resources.find((each: { resourceId: string }) => each.resourceId === 'or-3').usedMinutes, rows[0]?.used];
    };
    // before midnight, and after it to the end of the cleaning; what ran over unplanned counts on the date of its plan
    expect([await used('2026-12-17'), await used('2026-12-18')]).toEqual([
      [90, 90],
      [220, 220],
    ]);
    const night = (await clinic.get(path('2026-12-18', over.position)).expect(200)).body.days[0].uses;
    expect(night.map(({ actual }: { actual?: { localFrom: string; localTo: string } }) => [actual?.localFrom, actual?.localTo])).toEqual([
      ['2026-12-18T00:00:00-05:00', '2026-12-18T03:10:00-05:00'],
      ['2026-12-18T03:10:00-05:00', '2026-12-18T03:40:00-05:00'],
      ...[
        [undefined, undefined],
        [undefined, undefined],
      ],
    ]);
    for (const date of ['2026-12-17', '2026-12-18'])
      expect(await board(date, over.position)).toContainEqual(
        expect.objectContaining({
          appointmentId: late.appointmentId,
          overruns: expect.arrayContaining([{ resourceId: 'or-3', clashesWith: [after.appointmentId] }]),
        }),
      );
  });
});
