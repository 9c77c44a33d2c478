import { randomUUID } from 'node:crypto';
import { at, startClinic, type ClinicUnderTest } from '../testing/clinic-under-test.js';

describe('A patient’s death, over HTTP', () => {
  let clinic: ClinicUnderTest;
  beforeAll(async () => {
    clinic = await startClinic();
  }, 60_000);
  afterAll(() => clinic?.stop());

  const book = async (start: string, patientId: string): Promise<string> =>
    (await clinic.book(start, { patientId }).expect(201)).body.appointmentId;
  const appointmentsOf = async (patientId: string, position?: number) =>
    (await clinic.get(`/patients/${patientId}/appointments${position === undefined ? '' : `?notOlderThan=${position}`}`).expect(200)).body
      .appointments;

  it('cancels what lies ahead on every day, keeps what was, and stops bookings', async () => {
    const patientId = randomUUID();
    const other = randomUUID();
    const [past, ahead, later] = [
      await book(at('09:00'), patientId),
      await book(at('13:00'), patientId),
      await book(at('09:00', '2026-12-03'), patientId),
    ];
    const others = await book(at('09:30', '2026-12-03'), other);
    clinic.clock.set('2026-12-01T14:00:00Z');
    await clinic.step(past, 'start').expect(200);
    clinic.clock.set('2026-12-01T15:00:00Z');
    const { body } = await clinic.command('post', `/patients/${patientId}/$deceased`).expect(200);
    expect((await clinic.get(`/appointments/${later}`)).body).toMatchObject({ status: 'cancelled' }); // its day knows at once
    const listed = async (): Promise<readonly { readonly status: string }[]> => {
      const rows = await appointmentsOf(patientId);
      return rows.some(({ status }: { readonly status: string }) => status === 'booked') ? listed() : rows;
    };
    expect(await listed()).toMatchObject([
      { appointmentId: past, status: 'fulfilled', cancellationReason: null },
      { appointmentId: ahead, status: 'cancelled', cancellationReason: 'pat-dec' },
      { appointmentId: later, status: 'cancelled', cancellationReason: 'pat-dec' },
    ]);
    expect(await appointmentsOf(other, body.position)).toMatchObject([{ appointmentId: others, status: 'booked' }]);
    expect(clinic.codes(await clinic.book(at('10:00', '2026-12-03'), { patientId }).expect(409))).toEqual(['patient-deceased']);
  });

  it('cancels also what was held when it became known, and booked after', async () => {
    const patientId = randomUUID();
    const held = await clinic.command('post', '/appointments/$hold', clinic.visit(at('11:00', '2026-12-04'), { patientId })).expect(201);
    await clinic.command('post', `/patients/${patientId}/$deceased`).expect(200);
    await clinic.step(held.body.appointmentId, 'book').expect(200);
    while ((await clinic.get(`/appointments/${held.body.appointmentId}`)).body.status !== 'cancelled') continue;
  });

  it('cancels what is ahead also when the process that was told of it has died at once', async () => {
    const patientId = randomUUID();
    const ahead = await book(at('14:00', '2026-12-04'), patientId);
    // what a process leaves that dies between the death and its cancellations
    const asked = { commandId: randomUUID(), by: 'test', at: clinic.clock.now() };
    const { SchedulingStreams } = await import('../scheduling.streams.js');
    await new SchedulingStreams(clinic.runtime()).patients.handle(
      patientId,
      { type: 'DeclareDeceased', data: { patientId, now: asked.at } },
      asked,
    );
    while ((await clinic.get(`/appointments/${ahead}`)).body.status !== 'cancelled') continue;
  });

  it('can be taken back: then the patient can be booked again', async () => {
    const patientId = randomUUID();
    const cancelled = await book(at('15:00', '2026-12-04'), patientId);
    await clinic.command('post', `/patients/${patientId}/$deceased`).expect(200);
    await clinic.command('delete', `/patients/${patientId}/$deceased`).expect(200);
    while ((await clinic.book(at('15:00', '2026-12-04'), { patientId })).status !== 201) continue;
    expect((await clinic.get(`/appointments/${cancelled}`)).body.status).toBe('cancelled');
  });

  it('counts per department who did not come', async () => {
    clinic.clock.set('2026-12-07T13:00:00Z');
    const [kept, missed] = [await book(at('09:00', '2026-12-07'), randomUUID()), await book(at('10:00', '2026-12-07'), randomUUID())];
    clinic.clock.set('2026-12-07T14:10:00Z');
    await clinic.step(kept, 'arrive').expect(200);
    clinic.clock.set('2026-12-07T15:10:00Z');
    const { body } = await clinic.step(missed, 'no-show').expect(200);
    const rates = await clinic.get(`/sites/north/no-show-rates?from=2026-12-07&to=2026-12-07&notOlderThan=${body.position}`).expect(200);
    expect(rates.body.departments).toEqual([{ departmentId: 'general', kept: 1, missed: 1, rate: 0.5 }]);
  });
});
