import { checkSettled, written, type WrittenEvent } from '../append-check.js';
import { CommandSettledBefore, InvalidStreamName, StoreClosed } from '../errors.js';
import type {
  Appended,
  AppendOptions,
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
} from '../event-store.js';
import type { PostgresCommandLog } from '../postgres/command-log.js';
import { Appending } from './appending.js';
import type { Access } from './access.js';
import type { Connection } from './connection.js';
import { Incarnation } from './incarnation.js';
import { Paging } from './paging.js';
import { subscription } from './subscription.js';
import { standsUpon } from '../upon.js';

export type EventStoreDbEventStoreOptions = {
  /** `esdb://user:password@host:port?tls=true&tlsCAFile=…`, or `esdb+discover://` for a cluster. */
  readonly connectionString: string;
  /** The service: its streams are those whose names begin with `<context>.`. */
  readonly context: string;
  /** First answers of commands stay in PostgreSQL. */
  readonly commands: PostgresCommandLog;
  /** How long a call waits for a server that is away, 15,000 without it. */
  readonly patienceMs?: number;
};

/**
 * Events in EventStoreDB (KurrentDB), streams under their own names. Positions are commit positions: they grow, and are not
 * dense. The client is loaded at the first call.
 */
export class EventStoreDbEventStore implements EventStore, CommandLog {
  private loading: Promise<typeof import('./connection.js') & { readonly connection: Connection }> | undefined;
  private readonly access: Access;
  private readonly appending: Appending;
  private readonly paging: Paging;
  private readonly life: Incarnation;
  private readonly prefix: string;
  private readonly closing = new AbortController();
  private closed: Promise<void> | undefined;

  constructor(private readonly options: EventStoreDbEventStoreOptions) {
    const { context, commands, patienceMs = 15_000 } = options;
    this.prefix = `${context}.`;
    this.access = {
      load: () => this.load(),
      patience: { longestMs: patienceMs, onFault: () => this.life.distrust() },
      require: (incarnation) => this.life.require(incarnation),
    };
    this.paging = new Paging(this.access, this.prefix);
    this.appending = new Appending(this.access, this.paging);
    this.life = new Incarnation(context, this.appending, this.paging, commands);
  }

  async append(
    stream: StreamName,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
    { command, incarnation, upon }: AppendOptions = {},
  ): Promise<Appended> {
    if (!stream.startsWith(this.prefix)) throw new InvalidStreamName(stream);
    const all = written(stream, expected, events, command);
    if (upon) await standsUpon(stream, upon); // the server judges one append at a time
    if (!command) return this.appended(stream, expected, all, incarnation);
    const before = await this.find(command.id);
    if (before) throw new CommandSettledBefore(before);
    const appended = await this.appended(stream, expected, withFingerprint(all, command.fingerprint), incarnation);
    // a crash here leaves an append that only the stream knows of: see CommandHandler
    const answer = { accepted: true, stream, ...appended, events: all.length } as const;
    const mine: Settled = { commandId: command.id, fingerprint: command.fingerprint, answer };
    const stands = await this.options.commands.settleAppended(mine);
    if (stands !== mine) throw new CommandSettledBefore(stands);
    return appended;
  }

  async settle(settled: Settled, { incarnation }: OfIncarnation = {}): Promise<Settled> {
    checkSettled(settled);
    await this.life.require(incarnation);
    const { answer } = settled;
    return answer.accepted && answer.events > 0 ? this.options.commands.settleAppended(settled) : this.options.commands.settle(settled);
  }

  find(commandId: string): Promise<Settled | undefined> {
    return this.options.commands.find(commandId);
  }

  read(stream: StreamName, options: ReadOptions = {}): AsyncIterable<readonly RecordedEvent[]> {
    return this.paging.stream(stream, options);
  }

  readAll(options: ReadAllOptions = {}): AsyncIterable<readonly RecordedEvent[]> {
    return this.paging.all(options);
  }

  subscribe(options: SubscribeOptions): AsyncIterable<Batch> {
    const signal = AbortSignal.any([options.signal, this.closing.signal]);
    return subscription({ ...options, signal }, { access: this.access, paging: this.paging, prefix: this.prefix });
  }

  async head(): Promise<number> {
    const last = await this.paging.last();
    if (last) this.life.saw(last);
    return last?.position ?? 0;
  }

  incarnation(): Promise<string> {
    return this.life.now();
  }

  /** Once, however often it is asked for. */
  close(): Promise<void> {
    return (this.closed ??= this.end());
  }

  private async end(): Promise<void> {
    this.closing.abort();
    if (this.loading) await (await this.loading).connection.close();
  }

  private async appended(
    stream: StreamName,
    expected: ExpectedRevision,
    events: readonly WrittenEvent[],
    incarnation: string | undefined,
  ): Promise<Appended> {
    const appended = await this.appending.append(stream, expected, events, incarnation);
    this.life.saw({ stream, ...appended });
    return appended;
  }

  private load() {
    if (this.closing.signal.aborted) return Promise.reject(new StoreClosed());
    this.loading ??= import('./connection.js').then((module) => ({
      ...module,
      connection: new module.Connection(this.options.connectionString, () => this.life.distrust()),
    }));
    return this.loading;
  }
}

/** What the log would say had the crash not come: it tells a repeat from another command under the same id. */
const withFingerprint = (events: readonly WrittenEvent[], fingerprint: string): readonly WrittenEvent[] =>
  events.map((event) => ({ ...event, metadata: `${event.metadata.slice(0, -1)},"fingerprint":${JSON.stringify(fingerprint)}}` }));
