import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@liaison/service-kit';

const patienceMs = 60_000;
const restartMs = 300;

export type MemberOptions = {
  readonly service: string;
  readonly name: string;
  /** The program, and what it is told. */
  readonly command: readonly [main: string, ...args: string[]];
  readonly env: () => Readonly<Record<string, string>>;
  readonly log: string;
};

/** One process of a service, started again when it ends by itself, as an orchestrator would. */
export class Member {
  url: string | undefined;
  /** Ends that nobody had asked for after it had been up. */
  crashes = 0;
  private child: ChildProcess | undefined;
  private wanted = false;
  private starting: Promise<void> | undefined;

  constructor(private readonly options: MemberOptions) {}

  get name(): string {
    return this.options.name;
  }
  get service(): string {
    return this.options.service;
  }
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Resolves when it answers; the database and the broker need not be there. */
  async start(): Promise<void> {
    this.wanted = true;
    this.starting ??= this.untilUp().finally(() => (this.starting = undefined));
    return this.starting;
  }

  /** No goodbye. It is not started again before {@link start}. */
  async kill9(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** @returns the exit code */
  async stop(): Promise<number | null | undefined> {
    return this.end('SIGTERM');
  }

  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  private async untilUp(): Promise<void> {
    const until = performance.now() + patienceMs;
    while (this.wanted && performance.now() < until) {
      if (await this.attempt()) return;
      await sleep(restartMs);
    }
    if (this.wanted) throw new Error(`${this.name} does not start: see ${this.options.log}`);
  }

  private async attempt(): Promise<boolean> {
    const port = await freePort();
    const output = openSync(this.options.log, 'a');
    const { NODE_OPTIONS: _, ...inherited } = process.env;
    const child = spawn(process.execPath, ['--enable-source-maps', ...this.options.command], {
      env: { ...inherited, ...this.options.env(), PORT: String(port) },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    this.child = child;
    const url = `http://127.0.0.1:${port}`;
    while (child.exitCode === null && child.signalCode === null) {
      if (await isAlive(url)) {
        this.url = url;
        child.once('exit', () => this.ended(child));
        return true;
      }
      await sleep(50);
    }
    return false;
  }

  private ended(child: ChildProcess): void {
    if (this.child !== child) return;
    this.url = undefined;
    if (!this.wanted) return;
    this.crashes += 1;
    void this.start().catch(() => undefined);
  }

  private async end(signal: NodeJS.Signals): Promise<number | null | undefined> {
    this.wanted = false;
    this.url = undefined;
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  }
}

/** Whether a process takes requests there. */
export const isAlive = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
};
