import type { EventStore, RecordedEvent } from '@liaison/event-store';
import { follow } from './follow.js';
import type { Pauses } from './pause.js';

export type ListenerOptions = {
  readonly store: EventStore;
  readonly categories: readonly string[];
  readonly hear: (event: RecordedEvent, incarnation: string) => void;
  readonly pauses?: Pauses;
};

/** Tells of what is recorded from now on: for what is kept in memory to be quick, and is true without it. */
export class Listener {
  private readonly stopping = new AbortController();
  private following: Promise<void> | undefined;

  constructor(private readonly options: ListenerOptions) {}

  start(): void {
    const { store, categories, hear, pauses } = this.options;
    this.following ??= follow({
      ...{ store, categories, signal: this.stopping.signal, ...(pauses && { pauses }) },
      from: () => store.head(),
      apply: ({ events, upTo }, _, incarnation) => {
        for (const event of events) hear(event, incarnation);
        return Promise.resolve(upTo);
      },
      failed: () => undefined, // whoever does not hear reads
    });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.following;
  }
}
