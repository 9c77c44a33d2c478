import { codesOf, pointersOf, schedulingOverHttp, weekdays, type SchedulingOverHttp } from '../testing/scheduling-over-http.js';

describe('Resources and rosters over HTTP', () => {
  let http: SchedulingOverHttp;
  const hours = '/sites/north/resources/dr-li/hours';
  const book = (start: string) => http.book({ siteId: 'north', visitTypeId: 'visit', start });
  const starts = async (date: string): Promise<readonly string[]> => {
    const { body } = await http.get(`/sites/north/free-times?visitTypeId=visit&from=${date}&to=${date}`);
    return body.freeTimes.map(({ local }: { local: string }) => local.slice(11, 16));
  };

  beforeAll(async () => {
    http = await schedulingOverHttp();
    for (const site of ['north', 'south']) await http.put(`/sites/${site}`, { name: site, zone: 'America/New_York' });
    await http.put('/sites/north/departments/general', { name: 'General', gridMinutes: 60 });
    await http.put('/resources/dr-li', { kind: 'practitioner', name: 'Dr. Li' });
    await http.put(hours, { availableTime: weekdays('08:00', '12:00') });
    await http.put('/sites/north/visit-types/visit', {
      ...{ name: 'Visit', departmentId: 'general', durationMinutes: 60 },
      phases: [{ name: 'practitioner', offsetMinutes: 0, durationMinutes: 60, anyOf: ['dr-li'] }],
    });
  }, 60_000);
  afterAll(() => http?.stop());

  it('attributes are kept as FHIR codings or words of one’s own', async () => {
    const specialties = [{ system: 'http://snomed.info/sct', code: '394577000' }, 'anaesthesia'];
    await http.put('/resources/bay-1', { kind: 'recovery-bay', name: 'Bay 1', attributes: { specialties, features: [] } });
    expect((await http.get('/resources/bay-1')).body).toMatchObject({
      kind: 'recovery-bay',
      attributes: { specialties: ['http://snomed.info/sct|394577000', 'anaesthesia'] },
    });
  });

  it('a change of hours lists who is affected and erases nothing', async () => {
    const { body: booked } = await book('2026-12-01T11:00:00-05:00').expect(201);
    const { body: later } = await book('2027-02-02T08:00:00-05:00').expect(201);
    const { affected } = (await http.replace(hours, { availableTime: weekdays('08:00', '11:00') })).body;
    expect(affected).toMatchObject([{ appointmentId: booked.appointmentId, date: '2026-12-01', reasons: ['outside-hours'] }]);
    expect((await http.get('/resources/dr-li/affected-appointments')).body).toEqual({ affected });
    expect((await http.get(`/appointments/${booked.appointmentId}`)).body).toMatchObject({ status: 'booked' });
    expect((await http.get(`/appointments/${later.appointmentId}`)).body).toMatchObject({ status: 'booked' });
    const { affected: none } = (await http.replace(hours, { availableTime: weekdays('08:00', '12:00') })).body;
    expect(none).toEqual([]);
  });

  it('hours by a rule are free on its dates, and not on its exceptions', async () => {
    const rule = { rule: 'FREQ=MONTHLY;BYDAY=1SA', startDate: '2026-01-01', startTime: '09:00', endTime: '11:00' };
    await http.replace(hours, { availableTime: weekdays('08:00', '12:00'), recurring: [{ ...rule, exceptOn: ['2027-01-02'] }] });
    expect(await starts('2026-12-05')).toEqual(['09:00', '10:00']);
    expect(await starts('2026-12-12')).toEqual([]);
    expect(await starts('2027-01-02')).toEqual([]);
    await book('2026-12-05T09:00:00-05:00').expect(201);
    expect(codesOf(await book('2027-01-02T09:00:00-05:00').expect(409))).toContain('resource-not-there');
  });

  it('a rule that is not RFC 5545 is refused with its field and the rule that it breaks', async () => {
    const recurring = [{ rule: 'FREQ=WEEKLY;BYMONTHDAY=1', startDate: '2026-01-01', startTime: '09:00', endTime: '11:00' }];
    const reply = await http.command('put', '/sites/south/resources/dr-li/hours', { recurring }).expect(422);
    expect(reply.body).toMatchObject({ detail: 'BYMONTHDAY does not stand beside FREQ=WEEKLY' });
    expect([codesOf(reply), pointersOf(reply)]).toEqual([['recurrence-invalid'], ['/recurring/0/rule']]);
  });

  it('nobody’s hours go to two sites', async () => {
    const recurring = [{ rule: 'FREQ=MONTHLY;BYDAY=2TU', startDate: '2026-01-01', startTime: '09:00', endTime: '11:00' }];
    const reply = await http.command('put', '/sites/south/resources/dr-li/hours', { recurring }).expect(409);
    expect(reply.body.errors).toMatchObject([{ code: 'recurring-hours-at-two-sites', date: '2026-12-08', siteId: 'north' }]);
  });

  it('leave takes hours away until it is withdrawn, and lists who is affected', async () => {
    const { body: booked } = await book('2026-12-09T09:00:00-05:00').expect(201);
    const facts = { from: '2026-12-09T00:00', to: '2026-12-11T00:00', reason: 'vacation' };
    const { affected } = (await http.put('/resources/dr-li/leave/december', facts)).body;
    expect(affected).toMatchObject([{ appointmentId: booked.appointmentId, reasons: ['outside-hours'] }]);
    expect(await starts('2026-12-09')).toEqual([]);
    expect(await starts('2026-12-10')).toEqual([]);
    expect(codesOf(await book('2026-12-09T10:00:00-05:00').expect(409))).toContain('resource-not-there');
    expect((await http.get('/resources/dr-li/leave')).body).toMatchObject({
      leave: [{ leaveId: 'december', from: '2026-12-09T05:00:00Z' }],
    });
    await http.command('delete', '/resources/dr-li/leave/december').expect(200);
    expect(await starts('2026-12-10')).toHaveLength(4);
    await book('2026-12-09T10:00:00-05:00').expect(201);
  });

  it.each([
    ['2027-03-14T02:30', 'local-time-does-not-exist'],
    ['2027-11-07T01:30', 'local-time-exists-twice'],
  ])('leave from %s is refused: %s', async (from, code) => {
    const reply = await http.command('put', '/resources/dr-li/leave/odd', { from, to: '2027-12-01T00:00', reason: 'other' }).expect(422);
    expect([codesOf(reply), pointersOf(reply)]).toEqual([[code], ['/from']]);
  });

  it('leave that ends before it begins, or on a date that no calendar has, is refused', async () => {
    const put = (from: string, to: string) => http.command('put', '/resources/dr-li/leave/odd', { from, to, reason: 'other' });
    expect(codesOf(await put('2026-12-02T00:00', '2026-12-01T00:00').expect(422))).toEqual(['times-out-of-order']);
    expect(pointersOf(await put('2026-02-30T00:00', '2026-12-01T00:00').expect(400))).toEqual(['/from']);
  });

  it('a public holiday is nobody’s working day, but of those who work on holidays', async () => {
    const { body: booked } = await book('2026-12-25T09:00:00-05:00').expect(201);
    const { affected } = (await http.put('/sites/north/holidays/2026-12-25', { name: 'Christmas Day' })).body;
    expect(affected).toMatchObject([{ appointmentId: booked.appointmentId }]);
    expect(codesOf(await book('2026-12-25T10:00:00-05:00').expect(409))).toContain('resource-not-there');
    expect((await http.get('/sites/north/holidays')).body).toEqual({ holidays: [{ date: '2026-12-25', name: 'Christmas Day' }] });
    await http.replace(hours, { availableTime: weekdays('08:00', '12:00'), onHolidays: true });
    await book('2026-12-25T10:00:00-05:00').expect(201);
    await http.command('delete', '/sites/north/holidays/2026-12-25').expect(200);
    await http.command('delete', '/sites/north/holidays/2026-12-25').expect(404);
  });

  it('a capacity of zero is refused, and names the field', async () => {
    const reply = await http.command('put', '/resources/nobody', { kind: 'room', name: 'Nobody', capacity: 0 }).expect(400);
    expect(pointersOf(reply)).toEqual(['/capacity']);
  });
});
