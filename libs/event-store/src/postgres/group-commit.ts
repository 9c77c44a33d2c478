import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from '../errors.js';

/** Work that shares a statement with other work. */
export type Joined<Work, Result> = {
  readonly work: Work;
  readonly bytes: number;
  /** Two pieces of work with a name in common never travel together. */
  readonly names: readonly string[];
  readonly done: (result: Result) => void;
  readonly failed: (fault: unknown) => void;
};

const limits = { bytes: 4 * 1024 * 1024, count: 1_000 } as const;

/**
 * What arrives while a batch is in flight travels together in the next one. A fault of one piece splits the batch until it is
 * alone with its fault; a lost connection repeats the batch whole, which is safe because all work here is idempotent.
 */
export class GroupCommit<Work, Result> {
  private readonly waiting: Joined<Work, Result>[] = [];
  private running: Promise<void> | undefined;

  constructor(
    private readonly run: (batch: readonly Work[]) => Promise<readonly Result[]>,
    private readonly isConnectionLost: (fault: unknown) => boolean,
    /** How long a batch waits for a connection in all. */
    private readonly longestWaitMs = 15_000,
  ) {}

  join(work: Work, bytes: number, names: readonly string[]): Promise<Result> {
    return new Promise((done, failed) => {
      this.waiting.push({ work, bytes, names, done, failed });
      this.running ??= this.drain();
    });
  }

  /** Resolves when nothing is in flight any more. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      await new Promise(setImmediate); // callers of the same turn travel together, and who was answered just now asks for more
      await this.commit(this.nextBatch());
    }
    this.running = undefined;
  }

  private nextBatch(): readonly Joined<Work, Result>[] {
    const names = new Set<string>();
    let bytes = 0;
    let end = 0;
    for (const joined of this.waiting) {
      bytes += joined.bytes;
      if (end > 0 && (end === limits.count || bytes > limits.bytes || joined.names.some((name) => names.has(name)))) break;
      for (const name of joined.names) names.add(name);
      end += 1;
    }
    return this.waiting.splice(0, end);
  }

  private async commit(batch: readonly Joined<Work, Result>[]): Promise<void> {
    try {
      const results = await this.persist(batch.map(({ work }) => work));
      batch.forEach(({ done, failed }, n) => {
        const result = results[n];
        if (result === undefined) failed(new Error('the batch came back without an answer for all'));
        else done(result);
      });
    } catch (fault) {
      const [only, ...others] = batch;
      if (only && (others.length === 0 || fault instanceof StoreUnavailable)) return batch.forEach(({ failed }) => failed(fault));
      const half = Math.ceil(batch.length / 2);
      await this.commit(batch.slice(0, half));
      await this.commit(batch.slice(half));
    }
  }

  private async persist(batch: readonly Work[]): Promise<readonly Result[]> {
    for (let waited = 0, pause = 25; ; pause = Math.min(pause * 2, 1_000)) {
      try {
        return await this.run(batch);
      } catch (fault) {
        if (!this.isConnectionLost(fault)) throw fault;
        if (waited >= this.longestWaitMs) throw new StoreUnavailable('the event store cannot be reached', { cause: fault });
        waited += pause;
        await sleep(pause);
      }
    }
  }
}
