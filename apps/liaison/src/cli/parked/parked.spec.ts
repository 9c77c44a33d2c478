import type { ServerResponse } from 'node:http';
import { liaison } from '../testing/command-line.js';
import { startFakeLiaison, type FakeLiaison } from '../testing/fake-liaison.js';

const id = '5a9c1b52-94be-4b7d-a1c8-7d2f6e9b4a08';
const other = '6a9c1b52-94be-4b7d-a1c8-7d2f6e9b4a08';
const waiting = { event: 7, parkedAt: '2026-12-01T09:00:00.000Z', type: 'org.liaison.booked.v1', position: 12, attempts: 1 };
const failed = { ...waiting, code: 'contract-broken', detail: 'the data break the contract at from' };
const key = {
  id,
  topic: 'scheduling.appointments.v1',
  partition: 3,
  key: 'patient-1',
  since: '2026-12-01T09:00:00.000Z',
  events: 2,
  first: failed,
};

let fake: FakeLiaison;
beforeEach(async () => void (fake = await startFakeLiaison()));
afterEach(() => fake.stop());

const send = (response: ServerResponse, status: number, body: unknown) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};
/** One body after another, the last one for ever. */
const answers = (path: string, ...bodies: readonly object[]) => {
  const left = [...bodies];
  fake.routes.set(path, (response) => send(response, 200, left.length > 1 ? left.shift() : left[0]));
};
const run = (...args: readonly string[]) => liaison(fake.url, ['parked', ...args, '--json']);
const at = '/billing/operations/parked';

describe('liaison parked', () => {
  it('lists keys of every service with why they wait', async () => {
    answers('/scheduling/operations/parked', { parked: [] });
    answers(at, { parked: [key] });
    const { exitCode, json, stderr } = await run('list');
    expect({ exitCode, json }).toMatchObject({ exitCode: 0, json: { ok: true, parked: [{ service: 'billing', id, events: 2 }] } });
    expect(stderr).toContain('contract-broken');
  });

  it('says so when nothing is parked', async () => {
    answers(at, { parked: [] });
    expect((await run('list', '--service', 'billing')).stderr).toBe('Nothing is parked.\n');
  });

  it('shows the events of a key in order, with what each says', async () => {
    answers(`${at}/${id}`, {
      ...key,
      queue: [
        { ...failed, content: { data: { n: 1 } } },
        { ...waiting, event: 8, content: { data: { n: 2 } } },
      ],
    });
    const { stderr, json } = await run('show', id);
    expect(stderr).toMatch(
      /7 {2}org.liaison.booked.v1 at position 12\n.*contract-broken after 1 attempts[^]*"n":1[^]*8 {2}[^]*waits behind[^]*"n":2/,
    );
    expect(json).toMatchObject({ ok: true, service: 'billing', queue: [{ event: 7 }, { event: 8 }] });
  });

  it('replays a key to its end, however many answers that takes', async () => {
    const outcome = { id, replayed: 50, remaining: 10 };
    answers(`${at}/${id}/replay`, { ...outcome, status: 'more' }, { ...outcome, replayed: 10, remaining: 0, status: 'free' });
    expect(await run('replay', id)).toMatchObject({
      exitCode: 0,
      json: { ok: true, replayed: 60, keys: [{ id, status: 'free', replayed: 60 }] },
    });
  });

  it('replays all keys, and fails when one of them still waits', async () => {
    answers(at, { parked: [key, { ...key, id: other }] });
    answers(`${at}/${id}/replay`, { id, replayed: 0, remaining: 2, status: 'stopped', code: 'contract-broken' });
    answers(`${at}/${other}/replay`, { id: other, replayed: 2, remaining: 0, status: 'free' });
    const { exitCode, json, stderr } = await run('replay', '--all');
    expect({ exitCode, json }).toMatchObject({ exitCode: 1, json: { ok: false, replayed: 2 } });
    expect(stderr).toContain(`${id} still waits with 2 events: contract-broken`);
  });

  it('drops the first event, or another one, with a reason', async () => {
    answers(`${at}/${id}`, {
      ...key,
      queue: [
        { ...failed, content: {} },
        { ...waiting, event: 8, content: {} },
      ],
    });
    answers(`${at}/${id}/events/7/drop`, { free: false });
    answers(`${at}/${id}/events/8/drop`, { free: true });
    const first = await run('drop', id, '--reason', 'a test system');
    expect(first).toMatchObject({ exitCode: 0, json: { ok: true, event: 7, waiting: 1, free: false } });
    expect(first.stderr).toContain('1 wait: npm run liaison -- parked replay');
    const last = await run('drop', id, '--reason', 'a test system', '--event', '8');
    expect(last.json).toMatchObject({ event: 8, waiting: 0, free: true });
    expect(last.stderr).toContain('the key is free');
    expect(fake.seen.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual(
      expect.arrayContaining([`${at}/${id}/events/7/drop`, `${at}/${id}/events/8/drop`]),
    );
  });

  it.each([
    [['show', 'patient-1'], 'must be an id'],
    [['drop', id], "required option '--reason <text>'"],
    [['drop', id, '--reason', 'x'], 'a reason of 3 to 500'],
    [['replay'], 'name one id, or --all'],
    [['replay', id, '--all'], 'name one id, or --all'],
  ])('answers wrong usage %j with 2 and says what is wrong', async (args, message) => {
    const { exitCode, json } = await run(...args);
    expect(exitCode).toBe(2);
    expect(json).toMatchObject({ ok: false, code: 'usage', message: expect.stringContaining(message) as unknown });
  });

  it.each([['list'], ['show'], ['replay'], ['drop']])('explains %s with examples', async (command) => {
    const { exitCode, stdout } = await liaison(fake.url, ['parked', command, '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`$ npm run liaison -- parked ${command}`);
  });
});
