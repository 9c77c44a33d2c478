import { randomUUID } from 'node:crypto';
import { at, startClinic, type ClinicUnderTest } from '../testing/clinic-under-test.js';

type Visit = { readonly appointmentId: string; readonly date: string; readonly local: string; readonly status?: string };
type Shown = {
  readonly fits: boolean;
  readonly visits: readonly (Visit & {
    readonly what: string;
    readonly fits: boolean;
    readonly reasons: readonly { readonly code: string }[];
    readonly alternatives: readonly object[];
  })[];
};

/** Four Wednesdays at 09:00, New York, in one of two rooms. */
describe('A change of a series is shown before it is made', () => {
  let clinic: ClinicUnderTest;
  let seriesId: string;
  let visits: readonly Visit[];
  beforeAll(async () => {
    clinic = await startClinic();
    await clinic
      .command('put', '/sites/north/visit-types/physio', {
        ...{ name: 'Physiotherapy', departmentId: 'general', durationMinutes: 30 },
        phases: [{ name: 'room', offsetMinutes: 0, durationMinutes: 30, anyOf: ['room-1', 'room-2'] }],
      })
      .expect(200);
  }, 60_000);
  afterAll(() => clinic?.stop(), 60_000);
  beforeEach(async () => {
    const wish = { rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=4', startDate: '2027-02-03', startTime: '09:00' };
    const body = { ...wish, patientId: randomUUID(), siteId: 'north', visitTypeId: 'physio' };
    ({ seriesId, visits } = (await clinic.command('put', `/series/${randomUUID()}`, body).expect(201)).body as {
      seriesId: string;
      visits: Visit[];
    });
  });
  afterEach(() => clinic.command('post', `/series/${seriesId}/cancel`, { scope: 'all', reason: 'pat', alsoMoved: true }));

  const change = (body: object) => clinic.command('post', `/series/${seriesId}/change`, body);
  const times = async () => {
    const { body } = await clinic.get(`/series/${seriesId}`).expect(200);
    return (body as { visits: Visit[] }).visits.map(({ local, status }) => `${local.slice(0, 16)} ${status}`);
  };
  const preview = async (body: object) =>
    (await clinic.command('post', `/series/${seriesId}/change/$preview`, body).expect(200)).body as Shown;
  const eventsOf = () => clinic.runtime().store.head();

  it('with every visit as it would be, every clash and what is free instead; nothing is written', async () => {
    const inTheWay = [
      await clinic.book(at('10:00', '2027-02-17'), { visitTypeId: 'physio' }),
      await clinic.book(at('10:00', '2027-02-17'), { visitTypeId: 'physio' }),
    ];
    await clinic.step(visits[0]?.appointmentId ?? '', 'move', { start: at('15:00', '2027-02-05') }).expect(200);
    const before = await eventsOf();
    const shown = await preview({ scope: 'all', startTime: '10:00' });
    expect(shown.fits).toBe(false);
    expect(shown.visits.map(({ what, local, fits }) => [what, local.slice(0, 16), fits])).toEqual([
      ['none', '2027-02-05T15:00', true],
      ['move', '2027-02-10T10:00', true],
      ['move', '2027-02-17T10:00', false],
      ['move', '2027-02-24T10:00', true],
    ]);
    expect(shown.visits[1]).toMatchObject({
      ...{ appointmentId: visits[1]?.appointmentId, end: '2027-02-10T15:30:00Z', uses: [{ phase: 'room' }] },
      ...{ now: { local: '2027-02-10T09:00:00-05:00', status: 'booked' }, reasons: [] },
    });
    expect(shown.visits[2]?.reasons.map(({ code }) => code)).toEqual(expect.arrayContaining(['capacity-exceeded']));
    expect(shown.visits[2]?.alternatives).toHaveLength(3);
    expect([await eventsOf(), await times()]).toEqual([before, expect.arrayContaining(['2027-02-17T09:00 booked'])]);
    for (const { body: other } of inTheWay) await clinic.step((other as Visit).appointmentId, 'cancel', { reason: 'pat' }).expect(200);
  });
  it('with those that a rule books or cancels', async () => {
    const longer = await preview({ scope: 'all', rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=5' });
    expect(longer.visits.map(({ what }) => what)).toEqual(['none', 'none', 'none', 'none', 'book']);
    expect(longer).toMatchObject({ fits: true, visits: [{}, {}, {}, {}, { local: '2027-03-03T09:00:00-05:00', uses: [{}] }] });
    expect(longer.visits[4]).not.toHaveProperty('appointmentId');
    const shorter = await preview({ scope: 'all', rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=2', reason: 'prov' });
    expect(shorter.visits.map(({ what }) => what)).toEqual(['none', 'none', 'cancel', 'cancel']);
  });
  it('if and only if it fits it is accepted, and it is refused for the same reasons', async () => {
    await clinic.book(at('11:00', '2027-02-10'), { visitTypeId: 'physio' }).expect(201);
    await clinic.book(at('11:00', '2027-02-10'), { visitTypeId: 'physio' }).expect(201);
    for (const body of [
      { scope: 'all', startTime: '11:15' },
      { scope: 'this', appointmentId: visits[1]?.appointmentId, startTime: '10:45' },
      { scope: 'this-and-following', appointmentId: visits[2]?.appointmentId, startTime: '11:00' },
      { scope: 'all', rule: 'FREQ=DAILY;COUNT=8', startDate: '2027-02-04', startTime: '11:00' },
      { scope: 'all', rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=5', startTime: '16:45' },
      { scope: 'all', rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=5', startTime: '08:00' },
    ]) {
      const shown = await preview(body);
      const { status, body: answered } = await change(body);
      expect([body, status === 200]).toEqual([body, shown.fits]);
      const told = ((answered as { errors?: { code: string; visit: string }[] }).errors ?? []).map(({ code, visit }) => `${visit} ${code}`);
      const expected = shown.visits.flatMap(({ date, reasons }) => reasons.map(({ code }) => `${date} ${code}`));
      expect(told.toSorted()).toEqual(expected.toSorted());
    }
  });
  it('unless it is refused before any day is asked', async () => {
    const refused = async (id: string, body: object) => clinic.command('post', `/series/${id}/change/$preview`, body);
    expect(clinic.codes(await refused(randomUUID(), { scope: 'all', startTime: '10:00' }))).toEqual(['series-unknown']);
    expect(clinic.codes(await refused(seriesId, { scope: 'all', startTime: '09:00' }))).toEqual(['nothing-to-change']);
    expect((await refused(seriesId, { scope: 'all' })).status).toBe(400);
  });
});
