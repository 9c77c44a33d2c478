import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Tailed } from './tailing-process.js';

// a process of its own runs what was built
const built = (name: string): string => join(import.meta.dirname, '../../dist/testing', `${name}.js`);

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });

export type Writer = {
  /** Ids of events whose append was acknowledged. */
  readonly acknowledged: Set<string>;
  /** As kill -9 does: in the middle of whatever it is doing. */
  readonly kill: () => void;
  readonly killed: () => boolean;
  /** With the exit code; null for who was killed. */
  readonly ended: Promise<number | null>;
};

export const startWriter = (url: string, count: number): Writer => {
  const child = fork(built('writer-process'), [url, String(count)], { execArgv: [] });
  const acknowledged = new Set<string>();
  child.on('message', (ids: readonly string[]) => ids.forEach((id) => acknowledged.add(id)));
  return { acknowledged, kill: () => void child.kill('SIGKILL'), killed: () => child.killed, ended: ended(child) };
};

export const startSigning = (url: string, list: string, commandIds: readonly string[]) => {
  const child = fork(built('signing-process'), [url, list, ...commandIds], { execArgv: [] });
  const answered = new Promise<void>((resolve) => child.once('message', () => resolve()));
  return { answered, kill: () => void child.kill('SIGKILL'), ended: ended(child) };
};

export type Tail = { readonly ready: Promise<void>; readonly upTo: (position: number) => Promise<Tailed>; readonly kill: () => void };

export const startTail = (url: string): Tail => {
  const child = fork(built('tailing-process'), [url], { execArgv: [] });
  const ready = new Promise<void>((resolve) => child.once('message', () => resolve()));
  return {
    ready,
    kill: () => void child.kill('SIGKILL'),
    upTo: async (position) => {
      await ready;
      return new Promise<Tailed>((resolve, reject) => {
        child.once('message', (tailed: Tailed) => resolve(tailed));
        child.once('exit', (code) => reject(new Error(`the reader ended with ${code}`)));
        child.send(position);
      });
    },
  };
};
