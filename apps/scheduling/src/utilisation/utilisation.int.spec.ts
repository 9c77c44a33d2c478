import { isDeepStrictEqual } from 'node:util';
import { at, startClinic, type ClinicUnderTest } from '../testing/clinic-under-test.js';

describe('Utilisation over HTTP', () => {
  let clinic: ClinicUnderTest;
  beforeAll(async () => {
    clinic = await startClinic();
    await clinic
      .command('put', '/sites/north/visit-types/class', {
        ...{ name: 'Class', departmentId: 'general', durationMinutes: 60, seats: 3 },
        phases: [{ name: 'room', offsetMinutes: 0, durationMinutes: 60, anyOf: ['room-2'] }],
      })
      .expect(200);
    for (const [date, id] of [
      ['2026-12-01', 'tuesday'],
      ['2026-12-02', 'wednesday'],
    ])
      await clinic
        .command('put', `/sites/north/blocks/${id}`, {
          ...{ resourceId: 'room-1', holders: ['dr-li'], rule: 'FREQ=DAILY;COUNT=1', startDate: date },
          ...{ startTime: '08:00', endTime: '12:00', releaseDays: 1 },
        })
        .expect(200);
  }, 60_000);
  afterAll(() => clinic?.stop());

  const of = async (query: string, position: number) =>
    (await clinic.get(`/sites/north/utilisation?${query}&notOlderThan=${position}`).expect(200)).body;
  const minutes = (hours: number) => hours * 60;

  it('counts what is staffed by plan where nothing was ever booked, without closures and leave', async () => {
    const closed = await clinic
      .command('put', '/sites/north/closures/flood', {
        ...{ from: at('08:00', '2026-12-03'), to: at('10:00', '2026-12-03'), reason: 'emergency', resourceId: 'room-1' },
      })
      .expect(200);
    await clinic.command('put', '/resources/room-1/outages/paint', { from: '2026-12-04T08:00', to: '2026-12-04T09:00', reason: 'other' });
    const { resources } = await of('from=2026-12-03&to=2026-12-06&resourceId=room-1', closed.body.position);
    expect(resources).toEqual([
      {
        ...{ resourceId: 'room-1', kind: 'room', staffedMinutes: minutes(7 + 8), plannedMinutes: 0, usedMinutes: 0 },
        ...{ occupiedMinutes: 0, idleMinutes: minutes(15), overtimeMinutes: 0, utilisation: 0 },
      },
    ]);
  });

  it('counts what is planned, and what took place, a group session once', async () => {
    const visits = [];
    for (const time of ['09:00', '16:15']) visits.push((await clinic.book(at(time), { with: ['room-1'] }).expect(201)).body);
    for (let seat = 0; seat < 2; seat++) visits.push((await clinic.book(at('10:00'), { visitTypeId: 'class' }).expect(201)).body);
    const planned = await of('from=2026-12-01&to=2026-12-01', visits.at(-1).position);
    const [doctor, room1, room2] = planned.resources;
    expect(doctor).toMatchObject({ resourceId: 'dr-li', staffedMinutes: minutes(9), plannedMinutes: 60, usedMinutes: 0 });
    expect(room1).toMatchObject({ plannedMinutes: 90, occupiedMinutes: 90, utilisation: 90 / minutes(9) });
    expect(room2).toMatchObject({ resourceId: 'room-2', plannedMinutes: 60 });

    clinic.clock.set('2026-12-02T15:00:00Z');
    await clinic.step(visits[1].appointmentId, 'start', { happenedAt: at('16:15') }).expect(200);
    const { position } = (await clinic.step(visits[1].appointmentId, 'finish', { happenedAt: at('17:20') }).expect(200)).body;
    const over = await of('from=2026-12-01&to=2026-12-01&kind=room&limit=1', position);
    expect(over).toMatchObject({
      resources: [{ resourceId: 'room-1', plannedMinutes: 90, usedMinutes: 80, occupiedMinutes: 45, overtimeMinutes: 35 }],
      next: 'room-1',
    });
    const rest = await of('from=2026-12-01&to=2026-12-01&kind=room&limit=1&after=room-1', position);
    expect([rest.resources.map(({ resourceId }: { resourceId: string }) => resourceId), rest.next]).toEqual([['room-2'], undefined]);
  });

  it('tells analysts the same in SQL, without saying whose visits they were', async () => {
    const { pool, schema } = clinic.runtime();
    const inSql = () =>
      pool.query<Record<string, unknown>>(
        `select resource_id, staffed_minutes::float, planned_minutes::float, used_minutes::float, idle_minutes::float, overtime_minutes::float
           from ${schema}.resource_utilisation where site_id = 'north' and "date" = '2026-12-01' order by resource_id`,
      );
    const overHttp = () => of('from=2026-12-01&to=2026-12-01', 0);
    // those who did not come are being recorded as missed meanwhile
    let [before, { rows }, { resources }] = [await overHttp(), await inSql(), await overHttp()];
    while (!isDeepStrictEqual(before.resources, resources))
      [before, { rows }, { resources }] = [await overHttp(), await inSql(), await overHttp()];
    expect(rows).toEqual(
      resources.map((each: Record<string, number>) => ({
        ...{ resource_id: each['resourceId'], staffed_minutes: each['staffedMinutes'], planned_minutes: each['plannedMinutes'] },
        ...{ used_minutes: each['usedMinutes'], idle_minutes: each['idleMinutes'], overtime_minutes: each['overtimeMinutes'] },
      })),
    );
    expect(rows[1]).toMatchObject({ resource_id: 'room-1', used_minutes: 80, overtime_minutes: 35 });
  });

  it('counts what blocks keep, what is used of them and what was released', async () => {
    const { body } = await clinic.get('/sites/north/block-utilisation?from=2026-12-01&to=2026-12-05').expect(200);
    expect(body.blocks).toEqual([
      {
        ...{ blockId: 'tuesday', resourceId: 'room-1', keptMinutes: 240, usedMinutes: 0, releasedMinutes: 240 },
        ...{ usedByOthersMinutes: 0, utilisation: 0 },
      },
      expect.objectContaining({ blockId: 'wednesday', keptMinutes: 240, releasedMinutes: 240 }),
    ]);
  });

  it('is asked for 92 days of a site that there is', async () => {
    await clinic.get('/sites/north/utilisation?from=2026-12-01&to=2027-03-02').expect(200);
    const long = await clinic.get('/sites/north/utilisation?from=2026-12-01&to=2027-03-03').expect(400);
    expect(long.body.errors).toMatchObject([{ parameter: 'to', detail: expect.stringContaining('92 days') }]);
    await clinic.get('/sites/north/block-utilisation?from=2026-12-02&to=2026-12-01').expect(400);
    for (const path of ['utilisation', 'block-utilisation'])
      expect(clinic.codes(await clinic.get(`/sites/nowhere/${path}?from=2026-12-01&to=2026-12-01`).expect(404))).toEqual(['site-unknown']);
  });
});
