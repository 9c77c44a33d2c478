import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@liaison/service-kit';
import { temporaryFolder } from './temporary-folder.js';

const mainOf = (app: string) => fileURLToPath(new URL(`../../../${app}/dist/main.js`, import.meta.url));
/** Scheduling with a clock that `CLOCK_AHEAD_DAYS` moves. */
export const shiftedScheduling = fileURLToPath(new URL('../../dist/e2e/shifted-main.js', import.meta.url));

export type System = {
  readonly url: string;
  readonly home: string;
  /** No goodbye: what a power cut does. */
  kill9(): Promise<void>;
  /** What Ctrl-C does. Resolves with the exit code. */
  stop(): Promise<number | null>;
  output(): string;
};

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/health/ready`)).ok;
  } catch {
    return false;
  }
};

/** The whole system as a process of its own, or one service of it, or another program of ours, ready. */
export const startSystem = async (env: Readonly<Record<string, string>>, app = 'liaison', main: string = mainOf(app)): Promise<System> => {
  const port = await freePort();
  const home = env['LIAISON_HOME'] ?? temporaryFolder();
  const { NODE_OPTIONS: _, JEST_WORKER_ID: __, ...inherited } = process.env;
  const child: ChildProcess = spawn(process.execPath, ['--enable-source-maps', main], {
    env: { ...inherited, LIAISON_HOME: home, PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`the system ended with ${child.exitCode} before it was ready:\n${output}`);
    await sleep(50);
  }
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  return {
    url,
    home,
    kill9: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGTERM');
      if (!env['LIAISON_HOME']) rmSync(home, { recursive: true, force: true });
      return child.exitCode;
    },
    output: () => output,
  };
};
