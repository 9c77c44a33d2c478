import { boardOfTheDay } from '../day-board/board-of-the-day.js';
import { movedByTheMortal } from '../testing/killed-move.js';
import { startNightClinic, type NightClinic } from '../testing/night-clinic.js';

describe('What a commitment has reserved of a night and nobody has decided yet', () => {
  let clinic: NightClinic;
  beforeAll(async () => {
    clinic = await startNightClinic();
  }, 60_000);
  afterAll(() => clinic?.stop());

  const [evening, night] = ['2026-12-02', '2026-12-03'] as const;
  const book = async (start: string) => (await clinic.book(start, { visitTypeId: 'emergency', with: ['or-3'] }).expect(201)).body;
  const ofRoom = async (date: string, position: number) =>
    (await clinic.get(`/resources/or-3/calendar?date=${date}&notOlderThan=${position}`).expect(200)).body.days[0].tentative;
  const boardOn = async (date: string, position: number) =>
    (await clinic.get(`/sites/north/departments/general/day-board?date=${date}&notOlderThan=${position}`).expect(200)).body.tentative;

  it('is tentative on the boards and calendars of both dates, each with its part, until it is decided', async () => {
    const { appointmentId } = await book('2026-12-01T09:00:00-05:00');
    for (const date of [evening, night]) await book(`${date}T09:00:00-05:00`); // brings the hours
    await movedByTheMortal(clinic, appointmentId, `${evening}T23:00:00-05:00`, 4); // begun, and reserved on the three days
    const open = await clinic.runtime().store.head();
    const [first, then] = [await boardOn(evening, open), await boardOn(night, open)];
    const visit = { appointmentId, slotStatus: 'busy-tentative', start: '2026-12-03T04:00:00Z', local: `${evening}T23:00:00-05:00` };
    expect(first).toEqual([expect.objectContaining({ ...visit, continuedInto: night })]);
    expect(then).toEqual([expect.objectContaining({ ...visit, continuedFrom: evening })]);
    expect(
      [first[0].uses, then[0].uses].map((uses) => uses.map(({ phase, from, to }: Record<string, string>) => [phase, from, to])),
    ).toEqual([
      [['room', '2026-12-03T03:30:00Z', '2026-12-03T05:00:00Z']],
      [
        ['room', '2026-12-03T05:00:00Z', '2026-12-03T07:30:00Z'],
        ['cleaning', '2026-12-03T07:30:00Z', '2026-12-03T08:00:00Z'],
      ],
    ]);
    const whole = expect.objectContaining({ localFrom: `${evening}T22:30:00-05:00`, localTo: `${night}T02:30:00-05:00` });
    expect(await ofRoom(evening, open)).toMatchObject([{ appointmentId, phase: 'room', localTo: `${night}T00:00:00-05:00`, whole }]);
    const calendar = await ofRoom(night, open);
    expect(calendar).toMatchObject([{ appointmentId, phase: 'room', localFrom: `${night}T00:00:00-05:00`, whole }, { phase: 'cleaning' }]);
    expect(calendar[1]).not.toHaveProperty('whole');
    const page = await boardOfTheDay(clinic.runtime(), { date: night });
    expect(page?.visits.map(({ time, status }) => [time, status])).toEqual([
      ['12-02 23:00', 'busy-tentative'],
      ['09:00', 'booked'],
    ]);

    clinic.clock.set('2026-11-24T12:01:00Z'); // its time to be decided is over
    const { position } = (await clinic.step(appointmentId, 'confirm').expect(200)).body;
    for (const date of [evening, night]) expect([await boardOn(date, position), await ofRoom(date, position)]).toEqual([[], []]);
  });
});
