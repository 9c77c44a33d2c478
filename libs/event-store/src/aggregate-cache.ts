import { LRUCache } from 'lru-cache';
import type { CommandsSeen } from './commands-seen.js';

/** A stream as folded up to a revision; −1 and 0 when there is none. */
export type Folded<State> = {
  readonly state: State;
  readonly revision: number;
  readonly position: number;
  /** Of the store when it was read: in another one the state is nobody's. */
  readonly incarnation: string;
  /** Of the events folded, as JSON. */
  readonly bytes: number;
  /** Of the whole stream, and of events behind `revision` too when somebody read on. */
  readonly commands: CommandsSeen;
};

/** What a byte of an event's JSON takes as state, with the command that it came by: measured on days of a large hospital. */
const asState = 3;

/** The streams used last, as far as so much memory reaches. */
export class AggregateCache<State> {
  private readonly folded: LRUCache<string, Folded<State>>;

  constructor(maxBytes: number) {
    this.folded = new LRUCache({ maxSize: maxBytes, sizeCalculation: ({ bytes }) => Math.ceil(asState * bytes) + 1_000 });
  }

  get(stream: string): Folded<State> | undefined {
    return this.folded.get(stream);
  }

  /** Without counting as use. */
  peek(stream: string): Folded<State> | undefined {
    return this.folded.peek(stream);
  }

  /** Never back to an earlier revision of the same incarnation. */
  put(stream: string, folded: Folded<State>): void {
    const known = this.folded.peek(stream);
    if (known?.incarnation !== folded.incarnation || known.revision <= folded.revision) this.folded.set(stream, folded);
  }

  drop(stream: string): void {
    this.folded.delete(stream);
  }
}
