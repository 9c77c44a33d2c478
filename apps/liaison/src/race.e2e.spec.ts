import { randomUUID } from 'node:crypto';
import { freshDatabase, type TestDatabase } from '@liaison/testing';
import { client, type Client, type Reply } from './e2e/client.js';
import { buildClinic, freeTimes, visit } from './e2e/clinic.js';
import { startIssuer, type Issuer } from './e2e/issuer.js';
import { startSystem, type System } from './e2e/system.js';

describe('Two processes of one hospital', () => {
  let database: TestDatabase;
  let issuer: Issuer;
  let systems: readonly [System, System];
  let clerks: readonly [Client, Client];

  beforeAll(async () => {
    [database, issuer] = await Promise.all([freshDatabase(), startIssuer()]);
    const env = { DATABASE_URL: database.url, ...issuer.env };
    systems = await Promise.all([startSystem(env), startSystem(env)]); // at once: neither may trip over the other's migrations
    await buildClinic(client(systems[0].url, await issuer.token('coordinator')));
    const clerk = await issuer.token('clerk');
    clerks = [client(systems[0].url, clerk), client(systems[1].url, clerk)];
  }, 120_000);
  afterAll(async () => {
    await Promise.all((systems ?? []).map((system) => system.stop()));
    await issuer?.stop();
    await database?.drop();
  }, 60_000);

  const book = (clerk: Client, visitTypeId: string, start: string, patientId?: string) =>
    clerk.put(`/scheduling/appointments/${randomUUID()}`, visit(visitTypeId, start, patientId));
  const codesOf = ({ body }: Reply) => (body['errors'] as { code: string }[]).map(({ code }) => code);
  const statuses = (replies: readonly Reply[]) => replies.map(({ status }) => status).toSorted();

  it('give the last free time to exactly one of two hundred that ask at once', async () => {
    const [first] = await freeTimes(clerks[0], 'pinning');
    if (!first) throw new Error('the clinic has no free time');
    const replies = await Promise.all(Array.from({ length: 200 }, (_, n) => book(clerks[n % 2 === 0 ? 0 : 1], 'pinning', first.start)));
    const winners = replies.filter(({ status }) => status < 300);
    const losers = replies.filter(({ status }) => status === 409);
    expect([winners.length, losers.length]).toEqual([1, 199]);
    for (const loser of losers) {
      expect(codesOf(loser)).toEqual(['capacity-exceeded', 'capacity-exceeded', 'capacity-exceeded']); // surgeon, room and C-arm: every reason
      expect(loser.body['alternatives']).toHaveLength(3);
    }
    expect(new Set((await freeTimes(clerks[1], 'pinning')).map(({ start }) => start)).has(first.start)).toBe(false);
  }, 60_000);

  it('let one of two departments have the C-arm', async () => {
    const [next] = await freeTimes(clerks[0], 'pinning');
    if (!next) throw new Error('the clinic has no free time');
    const replies = await Promise.all([book(clerks[0], 'pinning', next.start), book(clerks[1], 'angiogram', next.start)]);
    expect(statuses(replies)).toEqual([201, 409]);
  });

  it('let a patient be at one place at a time', async () => {
    const patientId = randomUUID();
    const [pinning] = await freeTimes(clerks[0], 'pinning');
    if (!pinning) throw new Error('the clinic has no free time');
    const later = new Date(Date.parse(pinning.start) + 30 * 60_000).toISOString();
    const replies = await Promise.all([
      book(clerks[0], 'pinning', pinning.start, patientId),
      book(clerks[1], 'angiogram', later, patientId),
    ]);
    expect(statuses(replies)).toEqual([201, 409]);
    expect(codesOf(replies.find(({ status }) => status === 409) as Reply)).toContain('patient-elsewhere');
  });
});
