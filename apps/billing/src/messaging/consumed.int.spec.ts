import { startBilling, type BillingUnderTest } from '../testing/billing-under-test.js';
import { booking } from '../testing/scheduling-promises.js';

describe('Billing, when it hears of visits', () => {
  let billing: BillingUnderTest;
  beforeAll(async () => {
    billing = await startBilling();
  });
  afterAll(() => billing?.stop());

  const shown = async (caseId: string) => (await billing.get(`/verification-cases/${caseId}`)).body as object;
  const typesOf = async (caseId: string) => (await billing.eventsOf(caseId)).map(({ type }) => type);

  it('opens a case for a booking, and knows where and when the visit is', async () => {
    const visit = booking();
    await billing.hears(visit.patientId, billing.message(visit.booked));
    expect(await shown(visit.appointmentId)).toEqual({
      caseId: visit.appointmentId,
      appointmentId: visit.appointmentId,
      patientId: visit.patientId,
      siteId: 'north',
      departmentId: 'surgery',
      visitTypeId: 'pinning',
      visitDate: '2026-12-01',
      visitAt: '2026-12-01T14:00:00Z',
      status: 'open',
      problem: null,
      revision: 0,
      changedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
  });

  it('writes down which message caused the case', async () => {
    const visit = booking();
    const message = billing.message(visit.booked);
    await billing.hears(visit.patientId, message);
    expect(await billing.eventsOf(visit.appointmentId)).toMatchObject([
      { type: 'VerificationCaseOpened', metadata: { by: 'billing', causationId: message.id } },
    ]);
  });

  it('opens one case for a booking that is delivered twice', async () => {
    const visit = booking();
    const message = billing.message(visit.booked);
    await billing.hears(visit.patientId, message, message);
    await billing.hears(visit.patientId, message);
    expect(await typesOf(visit.appointmentId)).toEqual(['VerificationCaseOpened']);
  });

  it('opens one case for a booking that is told again under another position', async () => {
    const visit = booking();
    await billing.hears(visit.patientId, billing.message(visit.booked), billing.message(visit.booked));
    expect(await typesOf(visit.appointmentId)).toEqual(['VerificationCaseOpened']);
  });

  it('closes the case of a visit that is cancelled, once', async () => {
    const visit = booking();
    await billing.hears(visit.patientId, billing.message(visit.booked));
    await billing.hears(visit.patientId, billing.message(visit.cancelled), billing.message(visit.cancelled));
    expect(await shown(visit.appointmentId)).toMatchObject({ status: 'closed', revision: 1 });
    expect(await typesOf(visit.appointmentId)).toEqual(['VerificationCaseOpened', 'VerificationCaseClosed']);
  });

  it('opens no case for a booking that its cancellation has overtaken', async () => {
    const visit = booking();
    await billing.hears(visit.patientId, billing.message(visit.cancelled), billing.message(visit.booked));
    expect(await typesOf(visit.appointmentId)).toEqual(['VerificationCaseClosed']);
    expect((await billing.get(`/verification-cases/${visit.appointmentId}`)).status).toBe(404);
    const { body } = await billing.post(`${visit.appointmentId}/verify`, {});
    expect(body).toMatchObject({ status: 409, errors: [{ code: 'case-closed' }] });
  });

  it('passes over what it does not consume', async () => {
    const visit = booking();
    const other = { ...billing.message(visit.booked), type: 'org.liaison.scheduling.appointment-moved.v9', data: { anything: true } };
    await billing.hears(visit.patientId, other);
    expect(await typesOf(visit.appointmentId)).toEqual([]);
  });

  it('takes an appointment to be the same in either case of letters', async () => {
    const visit = booking();
    const shouted = booking({ ...visit, appointmentId: visit.appointmentId.toUpperCase() });
    await billing.hears(visit.patientId, billing.message(visit.booked), billing.message(shouted.cancelled));
    expect(await shown(visit.appointmentId.toUpperCase())).toMatchObject({ caseId: visit.appointmentId, status: 'closed' });
  });

  it('keeps the visits of many patients apart when their messages come mixed', async () => {
    const visits = Array.from({ length: 20 }, () => booking());
    const isCancelled = (n: number) => n % 2 === 0;
    const all = [...visits.map(({ booked }) => booked), ...visits.filter((_, n) => isCancelled(n)).map(({ cancelled }) => cancelled)];
    await billing.runtime.bus.publish(all.map(billing.message));
    for (const { patientId } of visits) await billing.hears(patientId);
    const shownVisits = await Promise.all(visits.map(({ appointmentId }) => shown(appointmentId)));
    expect(shownVisits).toMatchObject(visits.map(({ patientId }, n) => ({ patientId, status: isCancelled(n) ? 'closed' : 'open' })));
  });
});
