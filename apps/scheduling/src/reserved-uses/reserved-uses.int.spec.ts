import { boardOfTheDay } from '../day-board/board-of-the-day.js';
import { at, startClinic, visitDay, type ClinicUnderTest } from '../testing/clinic-under-test.js';
import { movedByTheMortal } from '../testing/killed-move.js';

const [from, to] = [visitDay, '2026-12-02'];

describe('What a commitment has reserved and nobody has decided yet', () => {
  let clinic: ClinicUnderTest;
  beforeAll(async () => {
    clinic = await startClinic();
  }, 60_000);
  afterAll(() => clinic?.stop());

  const ofDrLi = async (date: string, position: number) =>
    (await clinic.get(`/resources/dr-li/calendar?date=${date}&notOlderThan=${position}`).expect(200)).body.days[0];
  const boardOn = async (date: string, position: number) =>
    (await clinic.get(`/sites/north/departments/general/day-board?date=${date}&notOlderThan=${position}`).expect(200)).body;
  const plannedMinutes = async (position: number) => {
    const { body } = await clinic.get(`/sites/north/utilisation?from=${to}&to=${to}&resourceId=dr-li&notOlderThan=${position}`).expect(200);
    return body.resources[0].plannedMinutes;
  };

  it('is tentative on calendars and boards, beside what stands, and counts as nothing until it is', async () => {
    const { appointmentId } = (await clinic.book(at('09:00')).expect(201)).body;
    await clinic.book(at('08:00', to)).expect(201); // brings the hours of that day
    await movedByTheMortal(clinic, appointmentId, at('11:00', to), 3); // begun and reserved
    const open = await clinic.runtime().store.head();
    const times = { start: '2026-12-02T16:00:00Z', end: '2026-12-02T16:30:00Z', local: at('11:00', to), slotStatus: 'busy-tentative' };
    const coming = await boardOn(to, open);
    expect(coming.tentative).toMatchObject([{ appointmentId, visitTypeId: 'check-up', ...times }]);
    expect(coming.tentative[0].uses.map(({ resourceId }: { resourceId: string }) => resourceId)).toEqual(['dr-li', 'room-1']);
    expect(coming.appointments).toHaveLength(1);
    expect(await boardOn(from, open)).toMatchObject({ appointments: [{ appointmentId, status: 'booked' }], tentative: [] });

    const calendar = await ofDrLi(to, open);
    expect(calendar.tentative).toMatchObject([
      { appointmentId, phase: 'practitioner', slotStatus: 'busy-tentative', localFrom: at('11:00', to), localTo: at('11:30', to) },
    ]);
    expect(calendar.tentative[0]).not.toHaveProperty('patientId');
    expect([calendar.uses, (await ofDrLi(from, open)).tentative]).toEqual([[expect.objectContaining({ status: 'booked' })], []]);
    expect(await plannedMinutes(open)).toBe(30);
    const page = await boardOfTheDay(clinic.runtime(), { date: to });
    expect(page?.visits.map(({ time, status }) => [time, status])).toEqual([
      ['08:00', 'booked'],
      ['11:00', 'busy-tentative'],
    ]);

    clinic.clock.set('2026-11-24T12:01:00Z'); // its time to be decided is over
    const { position } = (await clinic.step(appointmentId, 'confirm').expect(200)).body;
    expect([(await boardOn(to, position)).tentative, (await ofDrLi(to, position)).tentative]).toEqual([[], []]);
    const moved = (await clinic.step(appointmentId, 'move', { start: at('11:00', to) }).expect(200)).body;
    expect(await boardOn(to, moved.position)).toMatchObject({ appointments: [{}, { appointmentId, status: 'booked' }], tentative: [] });
    expect(await plannedMinutes(moved.position)).toBe(60);
  });
});
