import { EventEmitter } from 'node:events';
import { decide, type Expected } from './commit-decision.js';

/** An event as it comes with a request. */
export type Proposed = {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
};
export type LogRecord = Proposed & {
  readonly stream: string;
  readonly revision: number;
  /** Of its first byte in the log: commit and prepare position in one, for there are no explicit transactions over gRPC. */
  readonly position: number;
  /** Of the first byte after it. */
  readonly end: number;
  /** Ticks of 100 nanoseconds since 1970. */
  readonly created: bigint;
};
export type WriteResult =
  | { readonly is: 'written'; readonly revision: number; readonly position: number }
  /** `position` is −1 where the server could not tell it. */
  | { readonly is: 'repeated'; readonly revision: number; readonly position: number }
  | { readonly is: 'wrong'; readonly actual: number }
  | { readonly is: 'deleted' };

type Stream = { readonly records: LogRecord[]; tombstone: boolean };

const recordOverhead = 120;
/** Where a stream's metadata says that everything before is gone. KurrentDB: EventNumber.DeletedStream. */
export const everything = '9223372036854775807';

/** One transaction log in memory, as a KurrentDB node of one has it. Outlives the server that shows it. */
export class EventLog {
  readonly records: LogRecord[] = [];
  private readonly streams = new Map<string, Stream>();
  private readonly written = new EventEmitter().setMaxListeners(0);
  /** Ids written lately, for appends that do not say where. KurrentDB: IndexWriter._committedEvents. */
  private readonly recent = new Map<string, LogRecord>();

  constructor(private readonly now: () => bigint = () => BigInt(Date.now()) * 10_000n) {
    // the first record of every log says which leader began it (KurrentDB: EpochManager); unfiltered reads hide it
    this.put('$epoch-information', [proposed('00000000-0000-4000-8000-000000000000', '$epoch-information', '{}')]);
  }

  /** Of the last event, −1 for a stream that never was. */
  lastRevision(stream: string): number {
    return this.streams.get(stream)?.records.at(-1)?.revision ?? -1;
  }

  isTombstoned(stream: string): boolean {
    return this.streams.get(stream)?.tombstone ?? false;
  }

  /** What of a stream is still there. */
  visible(stream: string): readonly LogRecord[] {
    const records = this.streams.get(stream)?.records ?? [];
    const before = this.truncatedBefore(stream);
    return before === 0n ? records : records.filter(({ revision }) => BigInt(revision) >= before);
  }

  isSoftDeleted(stream: string): boolean {
    return this.truncatedBefore(stream) === BigInt(everything);
  }

  write(stream: string, expected: Expected, events: readonly Proposed[]): WriteResult {
    if (this.isTombstoned(stream)) return { is: 'deleted' };
    const records = this.streams.get(stream)?.records ?? [];
    const softDeleted = this.isSoftDeleted(stream);
    const decision = decide({
      ids: events.map(({ id }) => id),
      expected,
      last: records.at(-1)?.revision ?? -1,
      softDeleted,
      idAt: (revision) => records[revision]?.id,
      recently: (id) => {
        const record = this.recent.get(id);
        return record?.stream === stream ? record.revision : undefined;
      },
    });
    if (decision.is === 'wrong') return { is: 'wrong', actual: records.at(-1)?.revision ?? -1 };
    if (decision.is === 'repeated') return { is: 'repeated', revision: decision.last, position: records[decision.last]?.position ?? -1 };
    // a stream that comes back is visible from its first new event on (KurrentDB: StorageWriterService.SoftUndeleteStream)
    if (softDeleted) this.put(`$$${stream}`, [metadataEvent({ $tb: records.length })]);
    const last = this.put(stream, events);
    return { is: 'written', revision: last.revision, position: last.position };
  }

  /** Everything up to now is out of sight, and later events count on. */
  softDelete(stream: string): LogRecord {
    return this.put(`$$${stream}`, [metadataEvent(`{"$tb":${everything}}`)]);
  }

  /** Nobody writes there again. */
  tombstone(stream: string): LogRecord {
    const record = this.put(stream, [proposed(crypto.randomUUID(), '$streamDeleted', '')]);
    this.of(stream).tombstone = true;
    return record;
  }

  /** As if the server had been away for long: ids of before are known by their place alone. */
  forgetRecentIds(): void {
    this.recent.clear();
  }

  /** A log that ends after this many records, as a backup of that moment has it. */
  restoredTo(records: number): EventLog {
    const restored = new EventLog(this.now);
    for (const { stream, created, ...event } of this.records.slice(1, records)) restored.put(stream, [event], created);
    return restored;
  }

  onWritten(listener: () => void): () => void {
    this.written.on('written', listener);
    return () => void this.written.off('written', listener);
  }

  private put(stream: string, events: readonly Proposed[], created = this.now()): LogRecord {
    const { records } = this.of(stream);
    for (const event of events) {
      const position = this.records.at(-1)?.end ?? 0;
      const bytes = recordOverhead + stream.length + event.type.length + event.data.length + event.metadata.length;
      const record = { ...event, stream, revision: records.length, position, end: position + bytes, created };
      records.push(record);
      this.records.push(record);
      this.recent.set(event.id, record);
    }
    this.written.emit('written');
    const last = records.at(-1);
    if (!last) throw new Error('a write without events');
    return last;
  }

  private of(stream: string): Stream {
    const known = this.streams.get(stream) ?? { records: [], tombstone: false };
    this.streams.set(stream, known);
    return known;
  }

  /** KurrentDB: StreamMetadata.TruncateBefore, from the last event of `$$<stream>`. */
  private truncatedBefore(stream: string): bigint {
    const metadata = this.streams.get(`$$${stream}`)?.records.at(-1);
    const before = metadata && /"\$tb"\s*:\s*(\d+)/.exec(Buffer.from(metadata.data).toString())?.[1];
    return before === undefined ? 0n : BigInt(before);
  }
}

const proposed = (id: string, type: string, data: string): Proposed => ({
  id,
  type,
  contentType: 'application/json',
  data: Buffer.from(data),
  metadata: new Uint8Array(),
});
const metadataEvent = (data: object | string): Proposed =>
  proposed(crypto.randomUUID(), '$metadata', typeof data === 'string' ? data : JSON.stringify(data));
