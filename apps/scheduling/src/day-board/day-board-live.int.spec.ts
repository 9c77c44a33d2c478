import type { Change } from '../live/live-topics.js';
import { at, startClinic, type ClinicUnderTest } from '../testing/clinic-under-test.js';
import { listenTo } from '../testing/listening.js';

describe('A day board, live', () => {
  let clinic: ClinicUnderTest;
  beforeAll(async () => {
    clinic = await startClinic();
  }, 60_000);
  afterAll(() => clinic?.stop());

  const listen = async (department: string, date: string) =>
    (await listenTo(clinic, `/sites/north/departments/${department}/day-board/live?date=${date}`, { role: 'clerk' })).next;
  const book = async (start: string) => (await clinic.book(start).expect(201)).body as Change & { readonly appointmentId: string };

  it('is told of every change of its own day, and of no other', async () => {
    const next = await listen('general', '2026-12-01');
    expect(await next()).toEqual({ position: expect.any(Number) });
    await book(at('09:00', '2026-12-02'));
    const booked = await book(at('09:00'));
    expect(await next()).toEqual({ position: booked.position, appointmentId: booked.appointmentId, what: 'AppointmentBooked' });
    await clinic.step(booked.appointmentId, 'cancel', { reason: 'pat' }).expect(200);
    const change = await next();
    expect(change).toMatchObject({ appointmentId: booked.appointmentId, what: 'AppointmentCancelled' });
    const board = await clinic.get(`/sites/north/departments/general/day-board?date=2026-12-01&notOlderThan=${change?.position}`);
    expect(board.body.appointments).toMatchObject([{ appointmentId: booked.appointmentId, status: 'cancelled' }]);
  });

  it('is told of a visit that is moved to another day, like the board of that day', async () => {
    const moved = await book(at('10:00', '2026-12-03'));
    const [before, after] = [await listen('general', '2026-12-03'), await listen('general', '2026-12-04')];
    await Promise.all([before(), after()]);
    await clinic.step(moved.appointmentId, 'move', { start: at('10:00', '2026-12-04') }).expect(200);
    const told = async (next: typeof before) => {
      for (;;) {
        const change = await next();
        if (change?.what === 'AppointmentMovedIn') return change;
      }
    };
    const [away, here] = await Promise.all([told(before), told(after)]);
    expect([away.appointmentId, here]).toEqual([moved.appointmentId, away]);
    const board = await clinic.get(`/sites/north/departments/general/day-board?date=2026-12-03&notOlderThan=${away.position}`);
    expect(board.body.appointments).toEqual([]);
  });

  it('is refused for a department that there is not', async () => {
    const refused = await clinic.get('/sites/north/departments/nothing/day-board/live');
    expect([refused.status, clinic.codes(refused)]).toEqual([404, ['department-unknown']]);
  });

  it('ends when the service stops', async () => {
    const next = await listen('general', '2026-12-01');
    await next();
    const ending = next();
    await clinic.restart();
    expect(await ending).toBeUndefined();
  });

  it('shows who did what with an appointment, and why', async () => {
    const { appointmentId } = await book(at('11:00'));
    await clinic.step(
      appointmentId,
      'cancel',
      { reason: 'pat-fb', onBehalfOf: 'Patient' },
      {
        authorization: await clinic.tokenOf('clerk', 'nina@desk'),
      },
    );
    const { body } = await clinic.get(`/appointments/${appointmentId}/history`).expect(200);
    expect(body.history).toMatchObject([
      { what: 'AppointmentBooked', start: '2026-12-01T16:00:00Z' },
      { what: 'AppointmentCancelled', by: 'nina@desk', onBehalfOf: 'Patient', reason: 'pat-fb' },
    ]);
  });
});
