import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { streams } from './definitions.js';
import type { EventLog, LogRecord } from './event-log.js';
import { failAfter, failBefore } from './faults.js';
import { filterOf, unfiltered } from './filter.js';
import { admit, type Node } from './node.js';
import { invalidArgument, invalidPosition, streamDeleted } from './rpc-errors.js';
import { subscribeToAll, subscribeToStream } from './subscriptions.js';
import { identifierOf, readEvent, streamNameOf } from './wire.js';

type Call = ServerWritableStream<ReadReq, ReadResp | Buffer>;

/** KurrentDB: Streams.Read (Streams.Read.cs): one call for pages of a stream, of $all, and for subscriptions. */
export const read = (node: Node) => (call: Call) => {
  void answered(node, call).then(
    () => call.end(),
    (fault: unknown) => call.emit('error', fault),
  );
};

const answered = async (node: Node, call: Call): Promise<void> => {
  admit(node, call.metadata);
  const fault = node.faults.take('read');
  failBefore(fault);
  const options = call.request.getOptions();
  if (!options?.hasUuidOption()) throw invalidArgument('uuidOption');
  if (fault?.kind === 'silence') return new Promise((resolve) => call.on('cancelled', resolve));
  if (options.hasSubscription()) return options.hasAll() ? subscribeToAll(node, call, options) : subscribeToStream(node, call, options);
  const records = options.hasAll() ? pageOfAll(node.log, options) : pageOfStream(node.log, options);
  if (!records) {
    call.write(
      new streams.ReadResp().setStreamNotFound(new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(streamOf(options)))),
    );
    return;
  }
  for (const record of records) await send(call, readEvent(record, isStructured(options)));
  failAfter(fault);
};

export const isStructured = (options: ReadReq.Options): boolean => options.getUuidOption()?.hasStructured() ?? false;

/** Waits while the client does not take what was sent. */
export const send = (call: Call, response: ReadResp | Buffer): Promise<void> | void => {
  if (call.write(response) || call.cancelled) return;
  return new Promise((resolve) => {
    const on = () => {
      call.off('drain', on);
      call.off('cancelled', on);
      resolve();
    };
    call.on('drain', on);
    call.on('cancelled', on);
  });
};

const streamOf = (options: ReadReq.Options) => streamNameOf(options.getStream()?.getStreamIdentifier());
const isForwards = (options: ReadReq.Options) => options.getReadDirection() === streams.ReadReq.Options.ReadDirection.FORWARDS;

/** KurrentDB: Enumerator.ReadStreamForwards and ReadStreamBackwards. Undefined: no such stream. */
const pageOfStream = (log: EventLog, options: ReadReq.Options): readonly LogRecord[] | undefined => {
  const stream = streamOf(options);
  if (log.isTombstoned(stream)) throw streamDeleted(stream);
  const visible = log.visible(stream);
  if (visible.length === 0) return undefined;
  const from = options.getStream();
  const last = visible.at(-1)?.revision ?? -1;
  const revision = from?.hasRevision() ? Number(from.getRevision()) : from?.hasEnd() ? last : 0;
  const count = Number(options.getCount());
  const index = revision - (visible[0]?.revision ?? 0);
  if (isForwards(options)) return visible.slice(Math.max(0, index), Math.max(0, index) + count);
  return visible.slice(Math.max(0, Math.min(index, visible.length - 1) + 1 - count), Math.max(0, index + 1)).toReversed();
};

/** KurrentDB: AllReader. A position is the first byte of a record; backwards it is the first byte after. */
const pageOfAll = (log: EventLog, options: ReadReq.Options): readonly LogRecord[] => {
  const filter = options.getFilter();
  const wanted = filter ? filterOf(filter) : unfiltered;
  const all = options.getAll();
  const position = all?.getPosition();
  const count = Number(options.getCount());
  const from = position ? indexAt(log, Number(position.getCommitPosition())) : all?.hasEnd() ? log.records.length : 0;
  const found: LogRecord[] = [];
  const step = isForwards(options) ? 1 : -1;
  const first = isForwards(options) ? from : (position || all?.hasEnd() ? from : 0) - 1;
  for (let n = first; found.length < count; n += step) {
    const record = log.records[n];
    if (!record) break;
    if (wanted(record)) found.push(record);
  }
  return found;
};

/**
 * The record that begins there; the end of the log or anything beyond it is the end.
 * @throws RpcError for a place in the middle of a record (KurrentDB: InvalidReadException in StorageReaderWorker.All.cs)
 */
export const indexAt = ({ records }: EventLog, position: number): number => {
  let [low, high] = [0, records.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((records[middle]?.position ?? Infinity) < position) low = middle + 1;
    else high = middle;
  }
  const found = records[low];
  if (found && found.position !== position) throw invalidPosition();
  if (!found && position < (records.at(-1)?.end ?? 0)) throw invalidPosition();
  return low;
};
