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

/** What a command that was seen takes in memory, and a byte of a state's JSON: measured on days of a large hospital. */
const commandBytes = 250;
const inMemory = 2.6;
/** Of what is put: writing a state down only to see what it weighs shall cost next to nothing. */
const weighEvery = 1_024;
const leastToWeigh = 2_000;

/** The streams used last, as far as so much memory reaches. */
export class AggregateCache<State> {
  private readonly folded: LRUCache<string, Folded<State>>;
  /** Of its events, what the states of these streams keep: all, until one has been weighed; never more. */
  private kept = 1;
  private isWeighed = false;
  private untilWeighed = 0;

  constructor(maxBytes: number) {
    this.folded = new LRUCache({ maxSize: maxBytes, sizeCalculation: (folded) => this.weightOf(folded) });
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

  private weightOf({ state, revision, bytes }: Folded<State>): number {
    if (this.untilWeighed > 0) this.untilWeighed -= 1;
    else if (bytes >= leastToWeigh) {
      const found = Math.min(1, jsonBytes(state) / bytes);
      // others of the family may keep more
      this.kept = this.isWeighed ? Math.max(found, 0.9 * this.kept) : found;
      this.isWeighed = true;
      this.untilWeighed = weighEvery;
    }
    return Math.ceil(1_000 + commandBytes * (revision + 1) + inMemory * this.kept * bytes);
  }
}

/** Of a state that cannot be written down it is taken that it keeps everything. */
const jsonBytes = (state: unknown): number => {
  try {
    return JSON.stringify(state)?.length ?? 0;
  } catch {
    return Infinity;
  }
};
