import { setImmediate } from 'node:timers/promises';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ClientReadableStream } from '@grpc/grpc-js';
import type { RecordedEvent } from '../event-store.js';
import { positionOf, readOf } from './recorded.js';

const limits = { events: 500, bytes: 2 * 1024 * 1024 } as const;

/** What arrived since the last time, and how far it reaches: checkpoints pass over what the server filtered out. */
export type Pumped = { readonly events: readonly RecordedEvent[]; readonly upTo: number };

/**
 * Takes a subscription's responses as they come, so that a reader gets what has gathered as one batch. While nobody takes, it
 * stops at its limits: of events by pausing the call; of bytes by ending it, because a paused call goes on filling buffers by
 * the number of messages.
 */
export class Pump {
  private events: RecordedEvent[] = [];
  private bytes = 0;
  private upTo: number;
  private fault: Error | undefined;
  private ended = false;
  private wake = (): void => undefined;
  private readonly stirred = (): void => this.wake();

  constructor(
    private readonly call: ClientReadableStream<ReadResp>,
    after: number,
    private readonly signal: AbortSignal,
  ) {
    this.upTo = after;
    signal.addEventListener('abort', this.stirred, { once: true });
    call.on('data', (response: ReadResp) => this.receive(response));
    call.on('error', (fault: Error) => this.end(fault));
    call.on('end', () => this.end(undefined));
  }

  /**
   * What has gathered, as soon as there is something or the signal ends the wait. Undefined: the call is over and everything was
   * taken. @throws what ended the call, when that was not us
   */
  async take(): Promise<Pumped | undefined> {
    const { upTo: before } = this;
    if (this.events.length === 0) await this.something(before);
    // messages come one a turn: while more come, they belong together
    for (let seen = -1; seen < this.events.length && !this.call.isPaused() && !this.ended;) {
      seen = this.events.length;
      await setImmediate();
    }
    if (this.events.length === 0 && this.upTo === before && this.ended) {
      if (this.fault !== undefined) throw this.fault;
      return undefined;
    }
    const taken = { events: this.events, upTo: this.upTo };
    [this.events, this.bytes] = [[], 0];
    this.call.resume();
    return taken;
  }

  close(): void {
    this.ended = true;
    this.signal.removeEventListener('abort', this.stirred);
    this.call.cancel();
  }

  private async something(before: number): Promise<void> {
    const isThere = () => this.events.length > 0 || this.upTo > before || this.ended || this.signal.aborted;
    while (!isThere()) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  private receive(response: ReadResp): void {
    if (this.ended) return;
    try {
      const checkpoint = response.getCheckpoint();
      const read = readOf(response);
      if (checkpoint) this.upTo = Math.max(this.upTo, positionOf(checkpoint.getCommitPosition()));
      if (read) {
        this.events.push(read.event);
        this.bytes += read.bytes;
        this.upTo = read.event.position;
      }
    } catch (fault) {
      this.end(fault instanceof Error ? fault : new Error('a response could not be read', { cause: fault }));
      this.call.cancel();
    }
    if (this.bytes >= limits.bytes) this.close();
    else if (this.events.length >= limits.events) this.call.pause();
    this.wake();
  }

  private end(fault: Error | undefined): void {
    if (!this.ended) this.fault = fault;
    this.ended = true;
    this.wake();
  }
}
