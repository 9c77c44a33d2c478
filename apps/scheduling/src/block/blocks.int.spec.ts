import { codesOf, pointersOf, schedulingOverHttp, weekdays, type SchedulingOverHttp } from '../testing/scheduling-over-http.js';

describe('Blocks of operating rooms over HTTP', () => {
  let http: SchedulingOverHttp;
  const block = {
    ...{ resourceId: 'or-3', holders: ['dr-li'], rule: 'FREQ=WEEKLY;BYDAY=TU', startDate: '2026-11-01' },
    ...{ startTime: '08:00', endTime: '12:00', releaseDays: 3 },
  };
  const book = (visitTypeId: string, time: string) => http.book({ siteId: 'north', visitTypeId, start: `2026-12-01T${time}:00-05:00` });
  const starts = async (visitTypeId: string) => {
    const { body } = await http.get(`/sites/north/free-times?visitTypeId=${visitTypeId}&from=2026-12-01&to=2026-12-01`);
    return body.freeTimes.map(({ local }: { local: string }) => local.slice(11, 16));
  };

  beforeAll(async () => {
    http = await schedulingOverHttp();
    await http.put('/sites/north', { name: 'North', zone: 'America/New_York' });
    await http.put('/sites/north/departments/surgery', { name: 'Surgery', gridMinutes: 60 });
    for (const id of ['dr-li', 'dr-wu', 'or-3']) {
      await http.put(`/resources/${id}`, { kind: id === 'or-3' ? 'room' : 'practitioner', name: id });
      await http.put(`/sites/north/resources/${id}/hours`, { availableTime: weekdays('08:00', '14:00') });
    }
    for (const surgeon of ['dr-li', 'dr-wu'])
      await http.put(`/sites/north/visit-types/by-${surgeon}`, {
        ...{ name: surgeon, departmentId: 'surgery', durationMinutes: 60 },
        phases: [surgeon, 'or-3'].map((id) => ({ name: id, offsetMinutes: 0, durationMinutes: 60, anyOf: [id] })),
      });
    await http.put('/sites/north/blocks/li-tuesdays', block);
  }, 60_000);
  afterAll(() => http?.stop());

  it('the time of a block is offered to its surgeon, and to others only what is beside it', async () => {
    expect(await starts('by-dr-li')).toEqual(['08:00', '09:00', '10:00', '11:00', '12:00', '13:00']);
    expect(await starts('by-dr-wu')).toEqual(['12:00', '13:00']);
    const refused = await book('by-dr-wu', '09:00').expect(409);
    expect(refused.body.errors).toMatchObject([{ code: 'block-held', blockId: 'li-tuesdays', releasedAt: '2026-11-28T05:00:00Z' }]);
    await book('by-dr-li', '09:00').expect(201);
  });

  it('what is left of it is offered to others so many days before', async () => {
    http.clock.set('2026-11-28T04:59:59Z');
    expect(await starts('by-dr-wu')).toEqual(['12:00', '13:00']);
    http.clock.set('2026-11-28T05:00:00Z');
    expect(await starts('by-dr-wu')).toEqual(['08:00', '10:00', '11:00', '12:00', '13:00']);
    await book('by-dr-wu', '08:00').expect(201);
  });

  it('a rule that is not RFC 5545, or a surgeon whom nobody knows, is refused by its field', async () => {
    const put = (changes: object) => http.command('put', '/sites/north/blocks/odd', { ...block, ...changes });
    const rule = await put({ rule: 'FREQ=HOURLY' }).expect(422);
    expect([codesOf(rule), pointersOf(rule)]).toEqual([['recurrence-invalid'], ['/rule']]);
    expect(pointersOf(await put({ holders: ['dr-who'] }).expect(422))).toEqual(['/holders']);
    expect(codesOf(await put({ holders: ['dr-wu'] }).expect(409))).toEqual(['blocks-overlap']);
  });

  it('lists what others have booked in its time already', async () => {
    const { appointmentId } = (
      await http.book({ siteId: 'north', visitTypeId: 'by-dr-wu', start: '2026-12-08T12:00:00-05:00' }).expect(201)
    ).body;
    await http.book({ siteId: 'north', visitTypeId: 'by-dr-li', start: '2026-12-08T13:00:00-05:00' }).expect(201);
    const { body } = await http.put('/sites/north/blocks/li-afternoons', { ...block, startTime: '12:00', endTime: '14:00' });
    expect(body.affected).toMatchObject([{ appointmentId, date: '2026-12-08', reasons: ['block-held'] }]);
    await http.command('delete', '/sites/north/blocks/li-afternoons').expect(200);
  });

  it('is replaced by who has seen it, and withdrawn', async () => {
    await http.command('put', '/sites/north/blocks/li-tuesdays', { ...block, releaseDays: 1 }).expect(428);
    await http.replace('/sites/north/blocks/li-tuesdays', { ...block, releaseDays: 1 });
    expect((await http.get('/sites/north/blocks')).body.blocks).toMatchObject([{ blockId: 'li-tuesdays', releaseDays: 1 }]);
    expect(await starts('by-dr-wu')).toEqual(['12:00', '13:00']);
    await http.command('delete', '/sites/north/blocks/li-tuesdays').expect(200);
    expect((await http.get('/sites/north/blocks')).body.blocks).toEqual([]);
    expect(await starts('by-dr-wu')).toHaveLength(4);
  });
});
