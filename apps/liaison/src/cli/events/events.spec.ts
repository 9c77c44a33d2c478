import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { run } from '../run.js';
import { liaison } from '../testing/command-line.js';
import { startFakeLiaison, type FakeLiaison } from '../testing/fake-liaison.js';
import { lineOf, pageOf, sized } from './shown-event.js';
import { createColors } from 'picocolors';

let fake: FakeLiaison;
beforeEach(async () => void (fake = await startFakeLiaison()));
afterEach(() => fake.stop());

const stream = 'scheduling.site-north';
const event = (position: number) => ({
  ...{ position, stream, revision: position - 1, id: `id-${position}`, type: 'SiteDefined', time: '2026-12-01T09:00:00.123Z' },
  ...{ data: { siteId: 'north' }, metadata: { commandId: 'c', by: 'ann' } },
});
const lines = (...positions: readonly number[]) => positions.map((position) => `${JSON.stringify(event(position))}\n`).join('');
const send = (status: number, body: unknown) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};
const statistics = {
  ...{ incarnation: 'one.1.abc', head: 12_345, streams: 7, commands: 3, bytes: 3_400_000 },
  ...{
    categories: [{ category: 'scheduling.site', streams: 7, events: 12_345 }],
    firstAt: '2026-12-01T09:00:00.000Z',
    lastAt: '2026-12-02T09:00:00.000Z',
  },
};
const path = '/scheduling/operations/events';

describe('The events of a stream', () => {
  const asked = (...more: readonly string[]) => liaison(fake.url, ['events', 'stream', stream, ...more]);

  it('are a line each, without colours where nobody looks', async () => {
    fake.routes.set(`${path}/stream`, (response) => void response.end(lines(1, 2)));
    const { exitCode, stdout, stderr } = await asked('--from', '0', '--limit', '2', '--backwards');
    expect([exitCode, stderr]).toEqual([0, '2 events\n']);
    expect(stdout.split('\n')[0]).toBe(`#1  2026-12-01T09:00:00.123Z  ${stream}@0  SiteDefined  {"siteId":"north"}`);
    expect(fake.seen.at(-1)?.path).toBe(`${path}/stream?name=${stream}&from=0&limit=2&direction=backwards`);
  });

  it('are as they came for a program', async () => {
    fake.routes.set(`${path}/stream`, (response) => void response.end(lines(1, 2)));
    expect((await asked('--json')).stdout).toBe(lines(1, 2));
  });

  it('that are none say so', async () => {
    fake.routes.set(`${path}/stream`, (response) => void response.end());
    expect(await asked()).toMatchObject({ exitCode: 0, stdout: '', stderr: `${stream} has no such events\n` });
  });

  it('are asked of nobody when the name has no service', async () =>
    expect(await liaison(fake.url, ['events', 'stream', 'nonsense', '--json'])).toMatchObject({
      exitCode: 1,
      json: { ok: false, code: 'invalid-stream-name', name: 'nonsense' },
    }));
});

describe('An event', () => {
  it('is shown in full, and as one object for a program', async () => {
    fake.routes.set(`${path}/42`, send(200, event(42)));
    const { stdout } = await liaison(fake.url, ['events', 'show', '42']);
    expect(stdout).toContain('SiteDefined\n  position  42\n');
    expect(stdout).toContain('    "siteId": "north"');
    expect((await liaison(fake.url, ['events', 'show', '42', '--json'])).json).toEqual({
      ok: true,
      service: 'scheduling',
      event: event(42),
    });
  });

  it('that is not there is a failure that says where the end is', async () => {
    fake.routes.set(`${path}/99`, send(404, { title: 'No such event', detail: 'its last one is at 12' }));
    expect(await liaison(fake.url, ['events', 'show', '99', '--json'])).toMatchObject({
      exitCode: 1,
      stderr: 'its last one is at 12\n',
      json: { code: 'event-unknown', position: 99 },
    });
  });
});

describe('What the stores hold', () => {
  it('is a table for people and an object for programs', async () => {
    fake.routes.set(`${path}/stats`, send(200, statistics));
    const { stdout } = await liaison(fake.url, ['events', 'stats', '--service', 'scheduling']);
    expect(stdout).toContain('12,345 events in 7 streams, 3 answers kept, 3.4 MB');
    expect((await liaison(fake.url, ['events', 'stats', '--service', 'scheduling', '--json'])).json).toEqual({
      ok: true,
      stores: [{ service: 'scheduling', ...statistics }],
    });
  });

  it('is another incarnation when that is asked for', async () => {
    fake.routes.set('/scheduling/operations/incarnation', send(200, { incarnation: 'two.1.abc' }));
    const { json } = await liaison(fake.url, ['events', 'new-incarnation', '--service', 'scheduling', '--json']);
    expect(json).toEqual({ ok: true, service: 'scheduling', incarnation: 'two.1.abc' });
    expect(fake.seen.at(-1)?.method).toBe('POST');
  });
});

describe('A tail of events', () => {
  it('begins before the end, and goes on behind the last event shown when it was cut off', async () => {
    fake.routes.set(`${path}/stats`, send(200, { ...statistics, head: 20 }));
    const parts = [lines(11, 12), lines(13)];
    fake.routes.set(`${path}/live`, (response) => {
      const part = parts.shift();
      // half a line at the end: what was cut off is asked for again
      if (part !== undefined) response.write(`\n${part}{"posi`, () => response.destroy());
      else send(403, { title: 'Enough' })(response);
    });
    const { exitCode, stdout, stderr } = await liaison(fake.url, ['events', 'tail', '--type', 'SiteDefined', '--json']);
    expect(exitCode).toBe(1);
    expect(stdout.startsWith(lines(11, 12, 13))).toBe(true);
    expect(stderr).toContain('going on when it is back');
    expect(fake.seen.filter((each) => each.path.includes('/live')).map((each) => each.path)).toEqual(
      [10, 12, 13].map((after) => `${path}/live?after=${after}&type=SiteDefined`),
    );
  });
});

describe('An event on a screen', () => {
  it('is coloured where somebody looks, and can still be read without', () => {
    const coloured = lineOf(event(1), createColors(true));
    expect(coloured).toContain('\u001b[');
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(lineOf(event(1), createColors(false)));
    expect(pageOf(event(1), createColors(true))).toContain('\u001b[1mSiteDefined');
  });

  it('is coloured on a terminal that wants it', async () => {
    fake.routes.set(`${path}/stream`, (response) => void response.end(lines(1)));
    const shownOn = async (env: Readonly<Record<string, string>>) => {
      const stdout = Object.assign(new PassThrough(), { isTTY: true });
      const surroundings = { stdout, stderr: new PassThrough(), now: () => '', patience: 0 };
      await run(['events', 'stream', stream], { ...surroundings, env: { LIAISON_URL: fake.url, ...env } });
      return String(stdout.read());
    };
    expect(await shownOn({})).toContain('\u001b[');
    expect(await shownOn({ NO_COLOR: '1' })).not.toContain('\u001b[');
  });

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_000, '1.0 kB'],
    [12_345_678, '12.3 MB'],
    [9e15, '9000.0 TB'],
  ])('of %d is as large as %s', (bytes, text) => expect(sized(bytes)).toBe(text));
});
