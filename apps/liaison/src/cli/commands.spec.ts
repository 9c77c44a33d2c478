import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { run } from './run.js';
import { liaison } from './testing/command-line.js';
import { startFakeLiaison, type FakeLiaison } from './testing/fake-liaison.js';

let fake: FakeLiaison;
beforeEach(async () => void (fake = await startFakeLiaison()));
afterEach(() => fake.stop());

/** One body after another, the last one for ever. */
const answers = (path: string, ...bodies: readonly object[]) => {
  const left = [...bodies];
  fake.routes.set(path, (response) => send(response, 200, left.length > 1 ? left.shift() : left[0]));
};
const refuses = (path: string, status: number, title: string) => fake.routes.set(path, (response) => send(response, status, { title }));
const send = (response: ServerResponse, status: number, body: unknown) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

describe('The command line', () => {
  it.each([
    [[], 'name a command'],
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['token'], "required option '--role <role>' not specified"],
    [['token', '--role', 'surgeon'], 'Allowed choices are coordinator, clerk, biller, operator'],
    [['import', 'fhir'], "missing required argument 'folder'"],
    [['import', 'fhir', 'folder', '--weeks', '0'], 'whole number from 1 to 53'],
    [['import', 'fhir', 'folder', '--from', '2027-02-30'], 'must be a date of the calendar'],
    [['events', 'export', '--service', '../x'], 'lower-case letters'],
    [['status', '--loud'], "unknown option '--loud'"],
  ])('answers wrong usage %j with 2 and says what is wrong', async (args, message) => {
    const { exitCode, json } = await liaison(fake.url, [...args, '--json']);
    expect(exitCode).toBe(2);
    expect(json).toMatchObject({ ok: false, code: 'usage', message: expect.stringContaining(message) as unknown });
  });

  it.each([
    [],
    ['status'],
    ['token'],
    ['sample'],
    ['import', 'fhir'],
    ['events', 'export'],
    ['projections', 'list'],
    ['projections', 'rebuild'],
  ])('explains %s %s with examples', async (...command) => {
    const { exitCode, stdout } = await liaison(fake.url, [...command, '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`$ npm run liaison -- ${command.join(' ')}`.trimEnd());
  });

  it('says which address nobody answers at, and how to start', async () => {
    const { url } = fake;
    await fake.stop();
    const { exitCode, stderr, json } = await liaison(url, ['token', '--role', 'clerk', '--json']);
    expect(exitCode).toBe(1);
    expect(stderr).toBe(`No Liaison answers at ${url}: start it with npm start, or set LIAISON_URL\n`);
    expect(json).toEqual({ ok: false, code: 'no-answer', message: stderr.trimEnd(), url });
    fake = await startFakeLiaison();
  });

  it.each([
    [{ LIAISON_URL: 'ftp://elsewhere' }, 'LIAISON_URL'],
    [{ LIAISON_URL: undefined, PORT: 'abc' }, 'PORT'],
  ])('says which variable makes no address: %j', async (env, variable) => {
    const { exitCode, stderr } = await liaison(fake.url, ['status'], { env: env as Record<string, string> });
    expect([exitCode, stderr.startsWith(`${variable} does not make an http address`)]).toEqual([1, true]);
  });
});

describe('A token', () => {
  it('stands alone on standard output, for a shell to take', async () =>
    expect(await liaison(fake.url, ['token', '--role', 'clerk'])).toMatchObject({ exitCode: 0, stdout: 'token-1\n', stderr: '' }));

  it('is one JSON object for a program, wherever it asks for JSON', async () => {
    expect((await liaison(fake.url, ['token', '--role', 'clerk', '--json'])).json).toEqual({
      ok: true,
      role: 'clerk',
      token: 'token-1',
      expiresIn: 3600,
    });
    expect((await liaison(fake.url, ['--json', 'token', '--role', 'clerk'])).json).toMatchObject({ token: 'token-2' });
  });

  it('of another issuer is taken from LIAISON_TOKEN', async () => {
    fake.scheduling.validToken = 7;
    expect(await liaison(fake.url, ['sample'], { env: { LIAISON_TOKEN: 'token-7' } })).toMatchObject({ exitCode: 0 });
    expect(fake.scheduling.tokens).toBe(0);
  });

  it('that does not let in is a failure with the reason', async () => {
    const { exitCode, stderr } = await liaison(fake.url, ['sample'], { env: { LIAISON_TOKEN: 'wrong' } });
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('answered 401: not-signed-in')]);
  });

  it('cannot be had where there is no development issuer', async () => {
    refuses('/dev/token', 404, 'Not found');
    expect((await liaison(fake.url, ['token', '--role', 'clerk'])).stderr).toContain(
      'put a token of your OpenID Connect provider into LIAISON_TOKEN',
    );
  });
});

describe('A sample', () => {
  it('fills an empty system, and a second run changes nothing', async () => {
    const { exitCode, stdout } = await liaison(fake.url, ['sample']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('visitTypeId=hip-replacement&from=2026-12-07&to=2026-12-11');
    const before = JSON.stringify(fake.scheduling.snapshot());
    expect(before).toContain(
      '{"kind":"practitioner","name":"Dr. Wu, anaesthetist","capacity":4,"attributes":{"specialties":["anaesthesia"]}}',
    );
    const keys = new Set(fake.seen.map(({ key }) => key));
    expect((await liaison(fake.url, ['sample', '--json'])).json).toMatchObject({ ok: true, siteId: 'main-campus', kept: [] });
    expect(JSON.stringify(fake.scheduling.snapshot())).toBe(before);
    const puts = fake.seen.filter(({ method }) => method === 'PUT');
    expect(puts.every(({ key }) => keys.has(key))).toBe(true);
  });
});

describe('A sample hospital', () => {
  const args = ['sample', 'hospital', '--departments', '2', '--days', '7', '--appointments', '300', '--json'];

  it('is booked once, however often it is stopped', async () => {
    fake.fate = (n) => (n === 250 ? 'lost' : 'answered');
    expect((await liaison(fake.url, args)).exitCode).toBe(1);
    const begun = fake.scheduling.appointments.size;
    fake.fate = () => 'answered';
    expect((await liaison(fake.url, args)).json).toMatchObject({ ok: true, appointments: 300 });
    expect([begun < 300, fake.scheduling.appointments.size]).toEqual([true, 300]);
    const before = JSON.stringify(fake.scheduling.snapshot());
    expect((await liaison(fake.url, args)).json).toMatchObject({ ok: true, sent: 64 });
    expect(JSON.stringify(fake.scheduling.snapshot())).toBe(before);
  });

  it('that is too small for its visits is refused', async () =>
    expect((await liaison(fake.url, ['sample', 'hospital', '--departments', '1', '--days', '1', '--json'])).json).toMatchObject({
      ok: false,
      most: 72,
    }));
});

describe('The status', () => {
  const database = { ok: true };

  it('tells what runs', async () => {
    answers('/health/live', {});
    answers('/health/ready', { services: { scheduling: { ok: true, checks: { database } } } });
    const { exitCode, stdout } = await liaison(fake.url, ['status']);
    expect([exitCode, stdout]).toEqual([0, `${fake.url}: running, ready\n  scheduling: ready\n`]);
  });

  it('is a failure that names what is not ready', async () => {
    answers('/health/live', {});
    fake.routes.set('/health/ready', (response) =>
      send(response, 503, { services: { scheduling: { ok: false, checks: { database, relay: { ok: false } } } } }),
    );
    expect(await liaison(fake.url, ['status', '--json'])).toMatchObject({
      exitCode: 1,
      stderr: `${fake.url}: running, not ready\n  scheduling: not ready (relay)\n`,
      json: { ok: false, live: true, ready: false, services: [{ service: 'scheduling', ready: false, notReady: ['relay'] }] },
    });
  });
});

describe('Projections', () => {
  const path = '/scheduling/operations/projections';
  const board = { name: 'day-board', version: 1, status: 'live', position: 90, head: 90, lag: 0, generation: 1 };
  const rebuilding = { version: 1, position: 40, head: 90, ratePerSecond: 20, etaSeconds: 3 };

  it('are listed for all services', async () => {
    answers(path, [board]);
    answers('/billing/operations/projections', [{ ...board, name: 'verification-cases', lag: 3 }]);
    expect((await liaison(fake.url, ['projections', 'list', '--json'])).json['projections']).toMatchObject([
      { service: 'scheduling', name: 'day-board' },
      { service: 'billing', name: 'verification-cases', lag: 3 },
    ]);
  });

  it('are rebuilt when the new rows have taken over, not before', async () => {
    answers(path, [board], [board], [{ ...board, rebuilding }], [{ ...board, generation: 2 }]);
    answers(`${path}/day-board/rebuild`, {});
    const { exitCode, stdout, stderr } = await liaison(fake.url, ['projections', 'rebuild', 'day-board']);
    expect([exitCode, stdout]).toEqual([0, 'scheduling day-board is rebuilt: version 1, position 90\n']);
    expect(stderr).toContain('Rebuilding day-board 90/90');
    expect(fake.seen.filter((each) => each.path === path)).toHaveLength(4);
  });

  it('that fail while they are rebuilt are a failure that names the position', async () => {
    answers(path, [board], [{ ...board, status: 'failing', failure: { code: 'TypeError', position: 41 }, rebuilding }]);
    answers(`${path}/day-board/rebuild`, {});
    expect(await liaison(fake.url, ['projections', 'rebuild', 'day-board', '--json'])).toMatchObject({
      exitCode: 1,
      json: { code: 'projection-failing', failure: 'TypeError', position: 41 },
    });
  });

  it('must be known', async () => {
    answers(path, [board]);
    expect((await liaison(fake.url, ['projections', 'rebuild', 'night-board'])).stderr).toContain(
      'scheduling has no projection night-board',
    );
  });
});

describe('An export of events', () => {
  const exporting = (url: string) => liaison(url, ['events', 'export', '--service', 'scheduling', '--after', '7']);
  const path = '/scheduling/operations/events';

  it('is what the service sends, line by line', async () => {
    fake.routes.set(path, (response) => void response.end('{"position":8}\n{"position":9}\n'));
    expect(await exporting(fake.url)).toMatchObject({ exitCode: 0, stdout: '{"position":8}\n{"position":9}\n', stderr: '2 events\n' });
    expect(fake.seen.map((each) => each.path)).toContain(`${path}?after=7`);
  });

  it('that the connection cuts short is a failure', async () => {
    fake.routes.set(path, (response) => {
      response.write('{"position":8}\n');
      setImmediate(() => response.destroy());
    });
    expect(await exporting(fake.url)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('The export ended early') as unknown });
  });

  it('of a service that is not there is a failure with its problem', async () => {
    refuses(path, 404, 'No such service');
    expect((await exporting(fake.url)).stderr).toContain('404: No such service');
  });

  it('ends quietly when nobody reads on, and takes no more than is read', async () => {
    let sent = 0;
    const server: Server = createServer((_, response) => {
      const line = `${JSON.stringify({ position: 1, data: 'x'.repeat(65_000) })}\n`;
      const more = () => {
        while (!response.destroyed && response.write(line)) sent += 1;
        response.once('drain', more);
      };
      more();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const stdout = new PassThrough({ highWaterMark: 1 });
    stdout.once('data', () => stdout.destroy(Object.assign(new Error('nobody reads'), { code: 'EPIPE' })));
    const exitCode = await run(['events', 'export', '--service', 'scheduling'], {
      stdout,
      stderr: new PassThrough(),
      env: { LIAISON_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, LIAISON_TOKEN: 'any' },
      now: () => '2026-12-02T12:00:00Z',
      patience: 0,
    });
    expect(exitCode).toBe(0);
    expect(sent).toBeLessThan(1000);
    server.closeAllConnections();
    server.close();
  });
});
