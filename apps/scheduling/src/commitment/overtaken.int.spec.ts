import { randomUUID } from 'node:crypto';
import { partsOf } from '../scheduling.parts.js';
import { at, startClinic, type ClinicUnderTest } from '../testing/clinic-under-test.js';
import { movedByTheMortal } from '../testing/killed-move.js';

const [today, friday] = ['2026-11-24', '2026-11-27'];
const times = ['09:30', '10:15', '11:00', '11:45', '12:30', '13:15', '14:00', '14:45', '15:30', '16:15'];

describe('A fact about an appointment that is just being moved to another day', () => {
  let clinic: ClinicUnderTest;
  beforeEach(async () => {
    clinic = await startClinic({ now: '2026-11-24T14:00:00Z' });
  }, 60_000);
  afterEach(() => clinic?.stop());

  const read = async (appointmentId: string) => (await clinic.get(`/appointments/${appointmentId}`).expect(200)).body;
  const moveKilledAt = (appointmentId: string, time: string, appends: number) =>
    movedByTheMortal(clinic, appointmentId, at(time, friday), appends);
  const everywhere = async (check: (appointmentId: string, patientId: string) => Promise<void>) => {
    const seen: string[] = [];
    await clinic.book(at('08:00', friday)).expect(201); // brings the hours of that day
    for (const [n, time] of times.entries()) {
      const patientId = randomUUID();
      const { appointmentId } = (await clinic.book(at(time, today), { patientId }).expect(201)).body;
      const isDone = await moveKilledAt(appointmentId, time, n);
      await check(appointmentId, patientId);
      seen.push((await read(appointmentId)).date);
      if (isDone) return seen;
    }
    throw new Error('it never came to its end');
  };
  const nothingIsHeld = async () => {
    const { streams } = partsOf(clinic.runtime());
    clinic.clock.set('2026-11-24T14:02:00Z'); // where a day had reserved its part, and the other one had not yet
    for (const date of [today, friday])
      for (;;) {
        const { state } = await streams.days.load(`north/${date}`);
        if (state.coming.size + state.leaving.size + state.reservations.size === 0) break;
      }
  };

  it('is recorded at once: the move is given up, or it is done and the fact is judged there', async () => {
    const seen = await everywhere(async (appointmentId) => {
      const arrived = await clinic.step(appointmentId, 'arrive');
      const { date, status } = await read(appointmentId);
      const expected = date === today ? [200, 'arrived'] : [422, 'booked']; // days before the visit nobody has arrived
      expect([arrived.status, status]).toEqual(expected);
    });
    expect(seen).toEqual(seen.toSorted());
    expect([seen[0], seen.at(-1)]).toEqual([today, friday]);
    await nothingIsHeld();
  }, 120_000);

  it('is recorded with its own key also when the move begins after somebody has looked where it is', async () => {
    const { appointmentId } = (await clinic.book(at('09:30', today)).expect(201)).body;
    await clinic.book(at('08:00', friday)).expect(201);
    const { days } = partsOf(clinic.runtime()).streams;
    const handle = days.handle.bind(days);
    let begun = 0;
    days.handle = async (...asked: Parameters<typeof handle>) => {
      if (asked[1].type === 'RecordArrival' && begun++ === 0) await moveKilledAt(appointmentId, '09:30', 3);
      return handle(...asked);
    };
    await clinic.step(appointmentId, 'arrive').expect(200);
    expect([begun, await read(appointmentId)]).toEqual([2, expect.objectContaining({ date: today, status: 'arrived' })]);
    await nothingIsHeld();
  }, 60_000);

  it('leaves plans of others to wait, until it is decided', async () => {
    const { appointmentId } = (await clinic.book(at('09:30', today)).expect(201)).body;
    await clinic.book(at('08:00', friday)).expect(201);
    await moveKilledAt(appointmentId, '09:30', 3); // begun and reserved
    expect(clinic.codes(await clinic.step(appointmentId, 'cancel', { reason: 'pat' }).expect(409))).toEqual(['commitment-pending']);
    expect(clinic.codes(await clinic.step(appointmentId, 'move', { start: at('15:00', friday) }).expect(409))).toEqual([
      'commitment-pending',
    ]);
    clinic.clock.set('2026-11-24T14:01:00Z');
    await clinic.step(appointmentId, 'cancel', { reason: 'pat' }).expect(200);
    await clinic.book(at('09:30', friday)).expect(201);
  }, 60_000);

  it('may be a death: then it is cancelled wherever it is', async () => {
    await everywhere(async (appointmentId, patientId) => {
      await clinic.command('post', `/patients/${patientId}/$deceased`).expect(200);
      while ((await read(appointmentId)).status !== 'cancelled') continue;
    });
    await nothingIsHeld();
  }, 120_000);
});
