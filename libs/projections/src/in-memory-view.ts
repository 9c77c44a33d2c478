import type { EventStore, RecordedEvent } from '@liaison/event-store';
import { faultCode } from './fault-code.js';
import { follow } from './follow.js';
import type { Log } from './log.js';
import { pause, type Pauses } from './pause.js';
import { Positions } from './positions.js';

export type InMemoryViewOptions<State> = {
  readonly store: EventStore;
  readonly categories: readonly string[];
  readonly types?: readonly string[];
  readonly initial: State;
  /** Pure. What it throws on is tried again and never skipped; the view does not move past it. */
  readonly evolve: (state: State, event: RecordedEvent) => State;
  readonly log?: Log;
  readonly pauses?: Pauses;
  readonly checkIncarnationMs?: number;
};

const one = 'view';

/** A small read model without a table: folded from the beginning at every start, in every process. */
export class InMemoryView<State> {
  private state: State;
  private readonly folded = new Positions();
  private readonly stopping = new AbortController();
  private following: Promise<void> | undefined;
  private incarnation: string | undefined;

  constructor(private readonly options: InMemoryViewOptions<State>) {
    this.state = options.initial;
  }

  async start(): Promise<void> {
    this.following ??= this.follow();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.following;
  }

  current(): State {
    return this.state;
  }

  async waitFor(position: number, timeoutMs: number): Promise<'reached' | 'timeout'> {
    return (await this.folded.until(one, position, timeoutMs)) ? 'reached' : 'timeout';
  }

  /** The state with everything in it that the store held at the time of the call. @throws ViewNotFresh */
  async fresh(timeoutMs = 5_000): Promise<State> {
    const { store } = this.options;
    const until = performance.now() + timeoutMs;
    const [head, incarnation] = await Promise.all([store.head(), store.incarnation()]);
    while (this.incarnation !== incarnation && performance.now() < until && !this.stopping.signal.aborted)
      await pause(10, this.stopping.signal);
    const waited = this.incarnation === incarnation ? await this.waitFor(head, Math.max(0, until - performance.now())) : 'timeout';
    if (waited === 'timeout') throw new ViewNotFresh(head);
    return this.state;
  }

  private async follow(): Promise<void> {
    const { store, categories, types, initial, evolve, log, pauses, checkIncarnationMs } = this.options;
    await follow({
      ...{
        store,
        categories,
        types,
        sparse: categories.every((category) => category.includes('.')), // only whole names say where it lies
        signal: this.stopping.signal,
        ...(pauses && { pauses }),
        ...(checkIncarnationMs && { checkIncarnationMs }),
      },
      from: async (incarnation) => {
        if (incarnation !== this.incarnation) {
          this.folded.forget();
          this.state = initial;
          this.incarnation = incarnation;
          this.folded.advance(one, 0);
        }
        return this.folded.at(one);
      },
      apply: async ({ events, upTo }) => {
        for (const event of events) {
          this.state = evolve(this.state, event);
          this.folded.advance(one, event.position);
        }
        this.folded.advance(one, upTo);
        return upTo;
      },
      failed: (fault, failures) => log?.error({ code: faultCode(fault), failures: failures + 1 }, 'a view in memory is failing'),
    });
  }
}

/** The view did not come up to the store in time. */
export class ViewNotFresh extends Error {
  readonly code = 'view-not-fresh';
  constructor(readonly position: number) {
    super(`the view has not come to position ${position} in time`);
  }
}
