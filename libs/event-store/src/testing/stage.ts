import type { CommandLog, EventStore } from '../event-store.js';

export type Store = EventStore & CommandLog;

/** What stores may differ in. Each is asserted either way. */
export type Capabilities = {
  /** Positions count 1, 2, 3 … without a gap; otherwise they only grow. */
  readonly densePositions: boolean;
  /**
   * The same events again under `any` or `stream-exists`, as long as they are the stream's last, get the first answer. Otherwise
   * they are recognised as far as a cache reaches, and the position of the answer may be −1.
   */
  readonly repeatsOfAny: 'first-answer' | 'cached';
  /** A repeat of which only a part is there is a PartialRepeat; otherwise a WrongExpectedRevision. */
  readonly partialRepeatsAreNamed: boolean;
  /**
   * A command is settled in one transaction with its append. Otherwise behind it: then a refusal that was settled in between
   * gives way to what the stream says.
   */
  readonly commandsCommitWithAppends: boolean;
};

/** An event store of one's own for the context `suite`, and what may happen to it. */
export type EventStoreFixture = {
  readonly capabilities: Capabilities;
  /** Another instance: what another process would have. Closed by {@link dispose}. */
  readonly store: () => Store;
  /** Cuts every connection that the instances have at this moment. The store itself stays and lets them come back. */
  readonly interrupt: () => Promise<void>;
  readonly dispose: () => Promise<void>;
};

/** The fixture of a suite and two of its instances, once it is open. */
export class Stage {
  private opened: { readonly fixture: EventStoreFixture; readonly one: Store; readonly two: Store } | undefined;

  async open(open: () => Promise<EventStoreFixture>): Promise<void> {
    const fixture = await open();
    this.opened = { fixture, one: fixture.store(), two: fixture.store() };
  }

  async close(): Promise<void> {
    await this.opened?.fixture.dispose();
  }

  get one(): Store {
    return this.now.one;
  }

  get two(): Store {
    return this.now.two;
  }

  /** The two in turn. */
  either(n: number): Store {
    return n % 2 === 0 ? this.one : this.two;
  }

  get capabilities(): Capabilities {
    return this.now.fixture.capabilities;
  }

  another(): Store {
    return this.now.fixture.store();
  }

  interrupt(): Promise<void> {
    return this.now.fixture.interrupt();
  }

  private get now() {
    if (!this.opened) throw new Error('the fixture is not open');
    return this.opened;
  }
}
