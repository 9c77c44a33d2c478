import { at, startClinic, type ClinicUnderTest } from '../testing/clinic-under-test.js';

describe('A night shift, over HTTP', () => {
  let clinic: ClinicUnderTest;
  beforeAll(async () => {
    clinic = await startClinic();
    await clinic.command('put', '/resources/dr-owl', { kind: 'practitioner', name: 'Dr Owl' }).expect(200);
    const phases = [{ name: 'practitioner', offsetMinutes: 0, durationMinutes: 120, anyOf: ['dr-owl'] }];
    await clinic
      .command('put', '/sites/north/visit-types/watch', { name: 'Watch', departmentId: 'general', durationMinutes: 120, phases })
      .expect(200);
  }, 60_000);
  afterAll(() => clinic?.stop());

  const hours = '/sites/north/resources/dr-owl/hours';
  const mondays = { daysOfWeek: ['mon'], availableStartTime: '19:00', availableEndTime: '07:00' };

  it('is one time of the week, found and booked over midnight up to its end', async () => {
    await clinic.command('put', hours, { availableTime: [mondays] }).expect(200);
    expect((await clinic.get(hours).expect(200)).body.availableTime).toEqual([mondays]);
    const { body } = await clinic.get('/sites/north/free-times?visitTypeId=watch&from=2026-12-07&to=2026-12-08&limit=1000').expect(200);
    const found = body.freeTimes.map(({ local }: { readonly local: string }) => local.slice(5, 16));
    expect([found[0], found.at(-1), found.length]).toEqual(['12-07T19:00', '12-08T05:00', 41]);
    await clinic.book(at('23:00', '2026-12-07'), { visitTypeId: 'watch' }).expect(201);
    const late = await clinic.book(at('05:15', '2026-12-08'), { visitTypeId: 'watch' }).expect(409);
    expect(clinic.codes(late)).toEqual(['resource-not-there']);
  });

  it('names whom it no longer serves when it becomes shorter', async () => {
    const { headers } = await clinic.get(hours).expect(200);
    const { body } = await clinic
      .command('put', hours, { availableTime: [{ ...mondays, availableEndTime: '00:00' }] }, { 'if-match': String(headers['etag']) })
      .expect(200);
    expect(body.affected).toMatchObject([{ date: '2026-12-07', start: '2026-12-08T04:00:00Z' }]);
  });

  it('is refused without a length, by its field', async () => {
    const empty = { availableTime: [{ ...mondays, availableEndTime: '19:00' }] };
    const refused = await clinic.command('put', hours, empty).expect(422);
    expect(refused.body.errors).toMatchObject([{ code: 'hours-empty-interval', pointer: '/availableTime' }]);
  });
});
