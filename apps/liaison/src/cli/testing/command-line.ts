import { Writable } from 'node:stream';
import { run } from '../run.js';

export type Ran = {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly json: Readonly<Record<string, unknown>>;
};

const collected = () => {
  let text = '';
  const stream = new Writable({
    write: (chunk: Buffer, _, done) => {
      text += chunk.toString();
      done();
    },
  });
  return { stream, text: () => text };
};

export type Given = {
  readonly now?: string;
  readonly patience?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
};

/** Runs the command line against a system, in this process. */
export const liaison = async (url: string, args: readonly string[], { now, patience, env, isTTY }: Given = {}): Promise<Ran> => {
  const [stdout, stderr] = [collected(), collected()];
  const exitCode = await run(args, {
    stdout: stdout.stream,
    stderr: Object.assign(stderr.stream, { isTTY }),
    env: { LIAISON_URL: url, ...env },
    now: () => now ?? '2026-12-02T12:00:00Z',
    patience: patience ?? 0,
  });
  const last = stdout.text().trimEnd().split('\n').at(-1) ?? '';
  const json = last.startsWith('{') ? (JSON.parse(last) as Ran['json']) : {};
  return { exitCode, stdout: stdout.text(), stderr: stderr.text(), json };
};
