import { startBilling, type BillingUnderTest } from '../testing/billing-under-test.js';
import { booking } from '../testing/scheduling-promises.js';

type Body = Record<string, unknown>;
type Event = Body & { readonly event: number };
type Key = Body & { readonly id: string; readonly first: Event };

describe('What billing could not handle', () => {
  let billing: BillingUnderTest;
  beforeAll(async () => {
    billing = await startBilling();
  });
  afterAll(() => billing?.stop());

  const parkedKey = async (patientId: string, events: number): Promise<Key> => {
    for (;;) {
      const { body } = await billing.operate('get', '/parked');
      const key = (body as { parked: Key[] }).parked.find((each) => each['key'] === patientId && each['events'] === events);
      if (key) return key;
    }
  };
  /** A booking that breaks its contract, and what comes after it for the same patient. */
  const parked = async () => {
    const visit = booking();
    const broken = { ...billing.message(visit.booked), data: { appointmentId: 'no such thing' } };
    await billing.runtime.bus.publish([broken, billing.message(visit.booked)]);
    return { visit, key: await parkedKey(visit.patientId, 2) };
  };

  it('is shown to operators with its reason, and what waits behind it', async () => {
    const { visit, key } = await parked();
    expect(key).toMatchObject({ topic: 'scheduling.appointments.v1', key: visit.patientId, first: { code: 'contract-broken' } });
    const { status, body } = await billing.operate('get', `/parked/${key.id}`);
    expect(status).toBe(200);
    expect((body as { queue: Event[] }).queue).toMatchObject([
      { code: 'contract-broken', detail: expect.stringContaining('appointmentId'), content: { data: { appointmentId: 'no such thing' } } },
      { type: 'org.liaison.scheduling.appointment-booked.v1', attempts: 0, content: { data: { patientId: visit.patientId } } },
    ]);
  });

  it('is nobody else’s to see', async () => {
    const { key } = await parked();
    for (const path of ['/operations/parked', `/operations/parked/${key.id}`]) expect((await billing.get(path, 'biller')).status).toBe(403);
  });

  it('fails again as long as the program is the same, is dropped with a reason, and then the patient’s next events act', async () => {
    const { visit, key } = await parked();
    const replayed = await billing.operate('post', `/parked/${key.id}/replay`);
    expect(replayed.body).toMatchObject({ status: 'stopped', code: 'contract-broken', replayed: 0, remaining: 2 });
    const drop = `/parked/${key.id}/events/${key.first.event}/drop`;
    expect((await billing.operate('post', drop).send({ reason: '' })).status).toBe(400);
    const dropped = await billing.operate('post', drop).send({ reason: 'sent by a test system' });
    expect([dropped.status, dropped.body]).toEqual([200, { id: key.id, event: key.first.event, free: false }]);
    expect((await billing.operate('post', drop).send({ reason: 'sent by a test system' })).status).toBe(404);
    expect((await billing.operate('post', `/parked/${key.id}/replay`)).body).toMatchObject({ status: 'free', replayed: 1, remaining: 0 });
    await billing.hears(visit.patientId);
    expect((await billing.eventsOf(visit.appointmentId)).map(({ type }) => type)).toEqual(['VerificationCaseOpened']);
  });

  it('holds up nobody when it is dropped and nothing waits behind it', async () => {
    const visit = booking();
    await billing.runtime.bus.publish([{ ...billing.message(visit.booked), data: { appointmentId: 'no such thing' } }]);
    const key = await parkedKey(visit.patientId, 1);
    const drop = billing.operate('post', `/parked/${key.id}/events/${key.first.event}/drop`);
    expect((await drop.send({ reason: 'sent by a test system' })).body).toMatchObject({ free: true });
    expect((await billing.operate('get', `/parked/${key.id}`)).status).toBe(404);
    await billing.runtime.bus.publish([billing.message(visit.booked)]);
    await billing.hears(visit.patientId);
  });

  it('is counted beside what was handled and what is none of its business', async () => {
    const tea = { ...billing.message(booking().booked), type: 'org.liaison.scheduling.tea-served.v1' };
    await billing.runtime.bus.publish([tea]);
    for (;;) {
      const { body } = await billing.operate('get', '/consumer');
      if (!(body as { skipped: Body }).skipped[tea.type]) continue;
      expect(body).toMatchObject({
        group: 'billing',
        state: 'consuming',
        handled: expect.any(Number),
        parked: expect.any(Number),
        failing: [],
      });
      break;
    }
    expect((await billing.get('/operations/consumer', 'biller')).status).toBe(403);
  });

  it('is not found under another id', async () => {
    const { status, body } = await billing.operate('get', '/parked/5a9c1b52-94be-4b7d-a1c8-7d2f6e9b4a08');
    expect([status, (body as Body)['type']]).toEqual([404, 'urn:liaison:problem:parked-key-unknown']);
  });
});
