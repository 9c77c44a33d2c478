import { EventEmitter, once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { Appended, Batch, EventStore, NewEvent, RecordedEvent, SubscribeOptions } from '@liaison/event-store';

/** A store for specs of what a real one does only on bad days: being restored as another incarnation. */
export class TestingStore implements EventStore {
  private recorded: readonly RecordedEvent[] = [];
  private readonly appended = new EventEmitter().setMaxListeners(0);

  constructor(private life = 'one') {}

  /** As after a restore: what came after the position is lost, and positions are given anew. */
  restored(upTo: number, incarnation: string): void {
    this.recorded = this.recorded.slice(0, upTo);
    this.life = incarnation;
  }

  async append(stream: string, _: unknown, events: readonly NewEvent[]): Promise<Appended> {
    await setImmediate();
    for (const event of events) {
      const revision = this.recorded.filter((each) => each.stream === stream).length;
      const time = '2026-12-01T09:00:00.000Z';
      this.recorded = [...this.recorded, { ...event, stream, revision, time, position: this.recorded.length + 1 }];
    }
    this.appended.emit('event');
    return { revision: this.recorded.at(-1)?.revision ?? -1, position: this.recorded.length };
  }

  async *read(stream: string): AsyncIterable<readonly RecordedEvent[]> {
    yield this.recorded.filter((each) => each.stream === stream);
  }

  async *readAll(): AsyncIterable<readonly RecordedEvent[]> {
    yield this.recorded;
  }

  async *subscribe({ after, types, signal }: SubscribeOptions): AsyncIterable<Batch> {
    let position = after;
    while (!signal.aborted) {
      const upTo = Math.min(this.recorded.length, position + 100);
      if (upTo > position) {
        const events = this.recorded.slice(position, upTo).filter(({ type }) => types?.includes(type) ?? true);
        position = upTo;
        yield { events, upTo };
      } else await once(this.appended, 'event', { signal }).catch(() => undefined);
    }
  }

  async head(): Promise<number> {
    return this.recorded.length;
  }

  async incarnation(): Promise<string> {
    return this.life;
  }

  async close(): Promise<void> {
    this.appended.removeAllListeners();
  }
}
