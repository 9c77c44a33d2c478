import { at, startClinic, type ClinicUnderTest } from '../testing/clinic-under-test.js';

describe('The third next available appointment', () => {
  let clinic: ClinicUnderTest;
  beforeAll(async () => {
    clinic = await startClinic({ now: '2026-11-27T21:15:00Z' }); // a Friday, 16:15 on the wall
  }, 60_000);
  afterAll(() => clinic?.stop());
  const ask = async (query: string) => (await clinic.get(`/sites/north/third-next-available?${query}`).expect(200)).body;
  const locals = (found: { visitTypes: { available: { local: string }[] }[] }) =>
    found.visitTypes[0]?.available.map(({ local }) => local.slice(5, 16));

  it('is counted in days from today, the weekend included', async () => {
    const found = await ask('visitTypeId=check-up');
    expect(locals(found)).toEqual(['11-27T16:15', '11-30T08:00', '11-30T08:30']);
    expect(found).toMatchObject({ today: '2026-11-27', searchedTo: '2027-02-26', visitTypes: [{ visitTypeId: 'check-up', days: 3 }] });
  });

  it('is later when somebody else books, and for whom has less time', async () => {
    await clinic.command('put', '/resources/dr-li/leave/monday', {
      ...{ from: '2026-11-30T00:00', to: '2026-12-01T00:00', reason: 'training' },
    });
    await clinic.book(at('08:00')).expect(201);
    const found = await ask('visitTypeId=check-up&practitioner=dr-li&location=room-1');
    expect(locals(found)).toEqual(['11-27T16:15', '12-01T08:45', '12-01T09:30']);
    expect(found.visitTypes[0].days).toBe(4);
  });

  it('is none where too few can be had', async () => {
    await clinic
      .command('put', '/sites/north/visit-types/rare', {
        ...{ name: 'Rare', departmentId: 'general', durationMinutes: 30, horizonDays: 2 },
        phases: [{ name: 'practitioner', offsetMinutes: 0, durationMinutes: 30, anyOf: ['dr-li'] }],
      })
      .expect(200);
    const { visitTypes } = await ask('departmentId=general');
    expect(visitTypes).toMatchObject([
      { visitTypeId: 'check-up', days: 4 },
      { visitTypeId: 'rare', days: null, available: [{ local: '2026-11-27T16:15:00-05:00' }] },
    ]);
  });

  it('is asked for a kind of visit that there is, by its field', async () => {
    await clinic.get('/sites/north/third-next-available').expect(400);
    expect(clinic.codes(await clinic.get('/sites/nowhere/third-next-available?visitTypeId=check-up').expect(404))).toEqual([
      'site-unknown',
    ]);
    const unknown = await clinic.get('/sites/north/third-next-available?visitTypeId=nothing').expect(404);
    expect(unknown.body.errors).toMatchObject([{ code: 'visit-type-unknown', parameter: 'visitTypeId' }]);
  });
});
