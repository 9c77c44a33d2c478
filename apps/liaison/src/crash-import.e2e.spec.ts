import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeBundles } from './e2e/bundles.js';
import { startSystem, type System } from './e2e/system.js';
import { temporaryFolder } from './e2e/temporary-folder.js';

const cli = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

type Booked = { readonly type: string; readonly data: { readonly appointmentId: string } };
type Summary = { readonly read: number; readonly booked: number; readonly refused: number; readonly notBookable: number };

describe('An import that is killed and run again', () => {
  const folder = temporaryFolder();
  const bundles = join(folder, 'bundles');
  const systems: System[] = [];

  beforeAll(() => writeBundles(bundles));
  afterAll(async () => {
    await Promise.all(systems.map((system) => system.stop()));
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const start = async (home: string) => {
    const system = await startSystem({ LIAISON_HOME: join(folder, home) });
    systems.push(system);
    return system;
  };
  const runCli = ({ url }: System) => {
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = spawn(process.execPath, [cli, 'import', 'fhir', bundles, '--from', '2027-02-01', '--json'], {
      env: { ...env, LIAISON_URL: url },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const ended = once(child, 'exit').then(([code]) => ({ code: code as number | null, output, errors }));
    return { child, ended };
  };
  const importFully = async (system: System): Promise<Summary> => {
    const { code, output, errors } = await runCli(system).ended;
    if (code !== 0) throw new Error(`the import ended with ${code}: ${errors}`);
    return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Summary;
  };
  const export_ = async ({ url }: System): Promise<readonly Booked[]> => {
    const signIn = await fetch(`${url}/dev/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'operator' }),
    });
    const { token } = (await signIn.json()) as { token: string };
    const events = await fetch(`${url}/scheduling/operations/events`, { headers: { authorization: `Bearer ${token}` } });
    const lines = (await events.text()).split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as Booked).filter(({ type }) => type === 'AppointmentBooked');
  };
  const bookings = async (system: System) =>
    (await export_(system)).map(({ data }) => data).toSorted((a, b) => (a.appointmentId < b.appointmentId ? -1 : 1));
  const untilBooked = async (system: System, count: number) => {
    while ((await export_(system)).length < count) continue;
  };

  it('ends as one that was not killed, and a third run changes nothing', async () => {
    const whole = await start('whole');
    const summary = await importFully(whole);
    expect(summary.booked).toBeGreaterThan(100);
    const reference = await bookings(whole);
    expect(reference).toHaveLength(summary.booked);

    const first = await start('killed');
    const interrupted = runCli(first);
    await untilBooked(first, 20);
    await first.kill9();
    interrupted.child.kill('SIGKILL');
    await interrupted.ended;

    const second = await start('killed');
    const resumed = runCli(second);
    await untilBooked(second, 60);
    resumed.child.kill('SIGKILL');
    await resumed.ended;

    expect(await importFully(second)).toEqual(summary);
    expect(await bookings(second)).toEqual(reference);
    const written = (await export_(second)).length;
    expect(await importFully(second)).toEqual(summary);
    expect((await export_(second)).length).toBe(written);
  }, 240_000);
});
