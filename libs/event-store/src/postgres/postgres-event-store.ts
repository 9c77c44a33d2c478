import { metrics } from '@opentelemetry/api';
import pg from 'pg';
import { checkSettled, written } from '../append-check.js';
import {
  CommandSettledBefore,
  DecidedInVain,
  InvalidStreamName,
  OtherIncarnation,
  PartialRepeat,
  WrongExpectedRevision,
} from '../errors.js';
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
import type { Inspectable, StoreStatistics } from '../inspection.js';
import { standsUpon } from '../upon.js';
import type { AppendWork, Standing, Verdict } from './append-batch.js';
import { commitBatch } from './commit-batch.js';
import { Connections } from './connections.js';
import { isConnectionLost } from './faults.js';
import { GroupCommit } from './group-commit.js';
import { Reading } from './reading.js';
import { Recent } from './recent.js';
import { statistics } from './statistics.js';
import { subscription } from './subscription.js';
import { WakeUp } from './wake-up.js';

export type PostgresEventStoreOptions = {
  readonly schema: string;
  /** Only streams of this context are appended to. */
  readonly context?: string;
  /** The pool is not ended by {@link PostgresEventStore.close}. Its connections must find the schema's tables by their bare names. */
  readonly pool?: pg.Pool;
  readonly connectionString?: string;
  readonly max?: number;
  /** How long an append waits for a database that cannot be reached: 15 seconds without it. */
  readonly longestWaitMs?: number;
};

/**
 * Events in PostgreSQL, in one order per schema: positions are gapless and visible in the order of their commits, so that
 * readers need neither gaps nor high-water marks. Any number of processes may append and read.
 */
export class PostgresEventStore implements EventStore, CommandLog, Inspectable {
  private readonly pool: pg.Pool;
  private readonly ownsPool: boolean;
  private readonly connections: Connections;
  private readonly commits: GroupCommit<AppendWork, Verdict>;
  private readonly wakeUp: WakeUp;
  private readonly reading: Reading;
  private readonly recent: Recent;
  private readonly closing = new AbortController();
  private readonly context: string | undefined;
  private readonly standings = new WeakMap<Promise<Appended>, Standing>();
  private closed: Promise<void> | undefined;

  constructor({ schema, context, pool, connectionString, max = 4, longestWaitMs }: PostgresEventStoreOptions) {
    this.context = context;
    this.ownsPool = pool === undefined;
    this.pool = pool ?? new pg.Pool({ connectionString, max, options: `-c search_path=${schema}` });
    if (this.ownsPool) this.pool.on('error', () => undefined); // an idle connection that is lost is replaced by the next query
    this.connections = new Connections(this.pool);
    const sizes = metrics.getMeter('@liaison/event-store').createHistogram('liaison.event_store.append_batch', {
      description: 'Appends that travelled together',
      unit: '{append}',
    });
    const commit = async (batch: readonly AppendWork[]) => {
      sizes.record(batch.length, { schema });
      const { verdicts, appended } = await commitBatch(this.connections, batch);
      if (appended.first !== undefined) this.recent.told(appended, () => this.wakeUp.appended());
      return verdicts;
    };
    this.commits = new GroupCommit(commit, isConnectionLost, longestWaitMs);
    this.wakeUp = new WakeUp(this.pool.options, schema);
    this.reading = new Reading(this.connections);
    this.recent = new Recent(this.reading, this.wakeUp);
  }

  append(stream: StreamName, expected: ExpectedRevision, events: readonly NewEvent[], options: AppendOptions = {}): Promise<Appended> {
    const standing: Standing = {};
    const appending = this.appended(stream, expected, events, standing, options);
    this.standings.set(appending, standing);
    return appending;
  }

  private async appended(
    stream: StreamName,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
    standing: Standing,
    { command, incarnation, upon }: AppendOptions,
  ): Promise<Appended> {
    if (this.context !== undefined && !stream.startsWith(`${this.context}.`)) throw new InvalidStreamName(stream);
    const all = written(stream, expected, events, command);
    const bytes = all.reduce((sum, event) => sum + event.bytes, 0);
    const names = all.map(({ id }) => id);
    const before = upon && this.standings.get(upon);
    if (upon && !before) await standsUpon(stream, upon); // an append that this store knows nothing of
    const work: AppendWork = {
      ...{ stream, expected, events: all, standing },
      ...(command && { command }),
      ...(incarnation !== undefined && { incarnation }),
      ...(before && { upon: before }),
    };
    for (;;) {
      const verdict = await this.commits.join(work, bytes, names);
      switch (verdict.is) {
        case 'appended':
        case 'repeat':
          return { revision: verdict.revision, position: verdict.position };
        case 'wrong':
          throw new WrongExpectedRevision(stream, expected, verdict.actual);
        case 'partial':
          throw new PartialRepeat(stream);
        case 'unfounded':
          throw new DecidedInVain(stream);
        case 'before':
          throw new CommandSettledBefore(verdict.settled);
        case 'restored':
          throw new OtherIncarnation(incarnation ?? '', verdict.incarnation);
        case 'again':
          continue;
        case 'settled':
          throw new Error('an append was answered as if it were a command alone');
      }
    }
  }

  async settle(settled: Settled, { incarnation }: OfIncarnation = {}): Promise<Settled> {
    checkSettled(settled);
    const { commandId: id, fingerprint, answer } = settled;
    const settling: AppendWork = { stream: undefined, expected: 'any', events: [], command: { id, fingerprint }, answer };
    const work = incarnation === undefined ? settling : { ...settling, incarnation };
    const bytes = JSON.stringify(answer).length;
    for (;;) {
      const verdict = await this.commits.join(work, bytes, []);
      if (verdict.is === 'settled') return settled;
      if (verdict.is === 'before') return verdict.settled;
      if (verdict.is === 'restored') throw new OtherIncarnation(incarnation ?? '', verdict.incarnation);
    }
  }

  async find(commandId: string): Promise<Settled | undefined> {
    return this.reading.command(commandId);
  }

  read(stream: StreamName, options: ReadOptions = {}): AsyncIterable<readonly RecordedEvent[]> {
    return this.reading.stream(stream, options);
  }

  readAll(options: ReadAllOptions = {}): AsyncIterable<readonly RecordedEvent[]> {
    return this.reading.all(options);
  }

  subscribe(options: SubscribeOptions): AsyncIterable<Batch> {
    const signal = AbortSignal.any([options.signal, this.closing.signal]);
    const { reading, recent, wakeUp } = this;
    return subscription({ ...options, signal }, { reading, recent, wakeUp });
  }

  /** Who asks for the end and who reads on from there share one look. */
  async head(): Promise<number> {
    return (await this.recent.head()) ?? this.reading.head();
  }

  incarnation(): Promise<string> {
    return this.connections.incarnation();
  }

  statistics(): Promise<StoreStatistics> {
    return statistics(this.connections);
  }

  beginIncarnation(): Promise<string> {
    return this.connections.renew();
  }

  /** Once, however often it is asked for. */
  close(): Promise<void> {
    return (this.closed ??= this.end());
  }

  private async end(): Promise<void> {
    this.closing.abort();
    await this.commits.idle();
    this.connections.close();
    await this.wakeUp.close();
    if (this.ownsPool) await this.pool.end();
  }
}
