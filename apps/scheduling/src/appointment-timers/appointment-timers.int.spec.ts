import type { RecordedEvent } from '@liaison/event-store';
import { at, startClinic, type ClinicUnderTest } from '../testing/clinic-under-test.js';

describe('The timers of appointments, on their own', () => {
  let clinic: ClinicUnderTest;
  beforeAll(async () => {
    clinic = await startClinic();
  }, 60_000);
  afterAll(() => clinic?.stop());

  const book = async (start: string): Promise<string> => (await clinic.book(start).expect(201)).body.appointmentId;
  const statusOf = async (appointmentId: string) => (await clinic.get(`/appointments/${appointmentId}`).expect(200)).body.status;
  const until = async (appointmentId: string, status: string) => {
    while ((await statusOf(appointmentId)) !== status) continue;
  };
  const eventsOf = async (date: string): Promise<readonly RecordedEvent[]> => {
    const events: RecordedEvent[] = [];
    for await (const batch of clinic.runtime().store.read(`scheduling.daySchedule-north/${date}`)) events.push(...batch);
    return events;
  };
  const countOf = async (date: string, type: string, appointmentId: string) =>
    (await eventsOf(date)).filter(
      (event) => event.type === type && (event.data as { appointmentId?: string }).appointmentId === appointmentId,
    ).length;

  it('count who has not come as a no-show after the grace, once, and leave alone who is there', async () => {
    const [missed, kept] = [await book(at('09:00')), await book(at('09:45'))];
    clinic.clock.set('2026-12-01T14:40:00Z');
    await clinic.step(kept, 'arrive').expect(200);
    await until(missed, 'noshow');
    clinic.clock.set('2026-12-01T16:00:00Z');
    const later = await book(at('13:00'));
    clinic.clock.set('2026-12-01T18:30:00Z');
    await until(later, 'noshow');
    expect(await statusOf(kept)).toBe('arrived');
    expect(await countOf('2026-12-01', 'AppointmentMissed', missed)).toBe(1);
  });

  it('run out also while no process was there to see it', async () => {
    const appointmentId = await book(at('09:00', '2026-12-02'));
    const { position } = (await clinic.step(appointmentId, 'confirm').expect(200)).body;
    await clinic.runtime().projections.waitFor('appointment-timers', position, { timeoutMs: 5_000 });
    await clinic.restart(() => clinic.clock.set('2026-12-02T16:00:00Z'));
    await until(appointmentId, 'noshow');
    await clinic.restart();
    await until(appointmentId, 'noshow');
    expect(await countOf('2026-12-02', 'AppointmentMissed', appointmentId)).toBe(1);
  });

  it('keep to what the kind of visit says instead of the usual', async () => {
    await clinic
      .command('put', '/sites/north/visit-types/walk', {
        ...{ name: 'Walk', departmentId: 'general', durationMinutes: 30, holdMinutes: 5, reminderLeadMinutes: 120, noShowGraceMinutes: 60 },
        phases: [{ name: 'room', offsetMinutes: 0, durationMinutes: 30, anyOf: ['room-1', 'room-2'] }],
      })
      .expect(200);
    const walk = async (start: string) => (await clinic.book(start, { visitTypeId: 'walk' }).expect(201)).body.appointmentId as string;
    const hold = clinic.visit(at('12:00', '2026-12-03'), { visitTypeId: 'walk' });
    const { expiresAt } = (await clinic.command('post', '/appointments/$hold', hold).expect(201)).body;
    expect(Date.parse(expiresAt) - Date.parse(clinic.clock.now())).toBe(5 * 60_000);

    const [long, usual] = [await walk(at('09:00', '2026-12-03')), await book(at('09:00', '2026-12-03'))];
    while ((await countOf('2026-12-03', 'ReminderFellDue', usual)) === 0) continue;
    clinic.clock.set('2026-12-03T12:00:00Z');
    while ((await countOf('2026-12-03', 'ReminderFellDue', long)) === 0) continue;
    const last = (await eventsOf('2026-12-03')).findLast(({ type }) => type === 'ReminderFellDue');
    expect(last?.data).toMatchObject({ appointmentId: long, at: '2026-12-03T12:00:00Z' });

    clinic.clock.set('2026-12-03T14:45:00Z');
    await until(usual, 'noshow');
    expect(await statusOf(long)).toBe('booked');
    clinic.clock.set('2026-12-03T15:00:00Z');
    await until(long, 'noshow');
  });

  it('remind of a visit a day before it, once', async () => {
    const appointmentId = await book(at('10:00', '2026-12-04'));
    clinic.clock.set('2026-12-03T15:00:00Z');
    while ((await countOf('2026-12-04', 'ReminderFellDue', appointmentId)) === 0) continue;
    const other = await book(at('11:00', '2026-12-04'));
    clinic.clock.set('2026-12-03T16:00:00Z');
    while ((await countOf('2026-12-04', 'ReminderFellDue', other)) === 0) continue;
    expect(await countOf('2026-12-04', 'ReminderFellDue', appointmentId)).toBe(1);
  });
});
