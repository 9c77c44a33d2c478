import { NotUpcast, UnknownEventVersion } from './errors.js';
import type {
  AppendOptions,
  Appended,
  Batch,
  CommandLog,
  EventStore,
  ExpectedRevision,
  NewEvent,
  OfIncarnation,
  ReadAllOptions,
  ReadOptions,
  RecordedEvent,
  Settled,
  StreamName,
  SubscribeOptions,
} from './event-store.js';

/** What the data of one version is in the next. Pure: it will be asked for ever. */
export type Upcaster = (data: never) => unknown;

/** By event type: the first entry makes version 2 out of version 1, the second 3 out of 2. A type that is not here has version 1. */
export type Upcasters = Readonly<Record<string, readonly Upcaster[]>>;

export const versionOf = (upcasters: Upcasters, type: string): number =>
  (Object.hasOwn(upcasters, type) ? (upcasters[type]?.length ?? 0) : 0) + 1;

/** As the program of today would have written it. @throws UnknownEventVersion, NotUpcast */
export const upcast = (upcasters: Upcasters, event: RecordedEvent): RecordedEvent => {
  const { type, metadata, stream, revision } = event;
  const [written, today] = [metadata.version ?? 1, versionOf(upcasters, type)];
  if (written === today) return event;
  if (!Number.isInteger(written) || written < 1 || written > today) throw new UnknownEventVersion(stream, revision, type, written, today);
  let data = event.data;
  for (const [n, step] of (upcasters[type] ?? []).slice(written - 1).entries()) {
    try {
      data = step(data as never);
    } catch (cause) {
      throw new NotUpcast(stream, revision, type, written + n, { cause });
    }
  }
  return { ...event, data, metadata: { ...metadata, version: today } };
};

/** A store whose readers see every event as the program of today writes it. What is stored stays as it was written. */
export const upcasted = (store: EventStore & CommandLog, upcasters: Upcasters): EventStore & CommandLog =>
  Object.values(upcasters).some((steps) => steps.length > 0) ? new UpcastingStore(store, upcasters) : store;

class UpcastingStore implements EventStore, CommandLog {
  constructor(
    private readonly store: EventStore & CommandLog,
    private readonly upcasters: Upcasters,
  ) {}

  append(stream: StreamName, expected: ExpectedRevision, events: readonly NewEvent[], options?: AppendOptions): Promise<Appended> {
    const stamped = events.map((event) => {
      const version = versionOf(this.upcasters, event.type);
      return version === 1 ? event : { ...event, metadata: { ...event.metadata, version } };
    });
    return this.store.append(stream, expected, stamped, options);
  }

  read(stream: StreamName, options?: ReadOptions): AsyncIterable<readonly RecordedEvent[]> {
    return this.batches(this.store.read(stream, options));
  }

  readAll(options?: ReadAllOptions): AsyncIterable<readonly RecordedEvent[]> {
    return this.batches(this.store.readAll(options));
  }

  async *subscribe(options: SubscribeOptions): AsyncIterable<Batch> {
    for await (const { events, upTo } of this.store.subscribe(options)) yield { events: this.today(events), upTo };
  }

  head(): Promise<number> {
    return this.store.head();
  }

  incarnation(): Promise<string> {
    return this.store.incarnation();
  }

  find(commandId: string): Promise<Settled | undefined> {
    return this.store.find(commandId);
  }

  settle(settled: Settled, options?: OfIncarnation): Promise<Settled> {
    return this.store.settle(settled, options);
  }

  close(): Promise<void> {
    return this.store.close();
  }

  private async *batches(batches: AsyncIterable<readonly RecordedEvent[]>): AsyncIterable<readonly RecordedEvent[]> {
    for await (const batch of batches) yield this.today(batch);
  }

  private today(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
    return events.map((event) => upcast(this.upcasters, event));
  }
}
