import { EventEmitter } from 'node:events';
import pg from 'pg';

const leastPauseMs = 5;
/** Between one time that others are told and the next, where appends do not cease: they are told of more at once. */
const longestPauseMs = 40;
const reconnectMs = 500;

/**
 * Tells readers that something was appended: those of this process at once, other processes by NOTIFY from a connection of
 * its own and at most every few milliseconds, more seldom while appends do not cease. It may miss; readers look for themselves now and then.
 */
export class WakeUp {
  private readonly wakes = new EventEmitter().setMaxListeners(0);
  private readonly channel: string;
  private client: pg.Client | undefined;
  private connecting: Promise<void> | undefined;
  private due: NodeJS.Timeout | undefined;
  private again: NodeJS.Timeout | undefined;
  private closed = false;
  private untold = false;
  private pauseMs = leastPauseMs;
  private count = 0;

  constructor(
    private readonly config: pg.ClientConfig,
    schema: string,
  ) {
    this.channel = `liaison_${schema}_appended`;
  }

  /** Counts wake-ups: give it to {@link next} to be woken by what came since. */
  get seen(): number {
    return this.count;
  }

  appended(): void {
    this.wake();
    this.untold = true;
    this.tellSoon();
  }

  /** Readers have something new to take, which nobody has to look for. */
  stir(): void {
    this.wakes.emit('wake');
  }

  /** Resolves at the next wake-up, at the latest after so many milliseconds, or when the signal says so. */
  next(signal: AbortSignal, atLatestMs: number, since = this.count): Promise<void> {
    void this.listening();
    if (signal.aborted || since !== this.count) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.wakes.off('wake', end);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, atLatestMs);
      this.wakes.once('wake', end);
      signal.addEventListener('abort', end, { once: true });
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.due);
    clearTimeout(this.again);
    await this.connecting;
    await this.client?.end().catch(() => undefined);
  }

  private tellSoon(): void {
    if (this.closed || this.due) return;
    this.due = setTimeout(() => void this.tell(), this.pauseMs).unref();
  }

  /** One at a time: what is appended meanwhile is told by the next one. */
  private async tell(): Promise<void> {
    this.untold = false;
    await this.listening();
    await this.client?.query(`notify "${this.channel}"`).catch(() => undefined);
    this.due = undefined;
    this.pauseMs = this.untold ? Math.min(2 * this.pauseMs, longestPauseMs) : leastPauseMs;
    if (this.untold) this.tellSoon();
  }

  private wake(): void {
    this.count += 1;
    this.wakes.emit('wake');
  }

  private listening(): Promise<void> {
    if (this.closed || this.again) return Promise.resolve();
    this.connecting ??= this.listen();
    return this.connecting;
  }

  private async listen(): Promise<void> {
    const client = new pg.Client({ ...this.config, application_name: 'liaison wake-up' });
    const lost = () => {
      if (this.client !== client) return;
      this.client = undefined;
      this.connecting = undefined;
      this.retryLater();
    };
    client.on('error', lost);
    client.on('end', lost);
    // what is told from here was heard here before
    client.on('notification', ({ processId }) => processId === processIdOf(client) || this.wake());
    try {
      await client.connect();
      // what is told is stored already: nobody's append shall wait for the disk because of it
      await client.query(`set synchronous_commit = off; listen "${this.channel}"`);
      this.client = client;
      this.wake(); // whatever was appended while nobody listened
    } catch {
      this.connecting = undefined;
      this.retryLater();
      await client.end().catch(() => undefined);
    }
  }

  private retryLater(): void {
    if (this.closed) return;
    this.again = setTimeout(() => {
      this.again = undefined;
      void this.listening();
    }, reconnectMs).unref();
  }
}

/** Of the backend, which pg knows and its types do not. */
const processIdOf = (client: pg.Client): number | undefined => (client as pg.Client & { readonly processID?: number }).processID;
