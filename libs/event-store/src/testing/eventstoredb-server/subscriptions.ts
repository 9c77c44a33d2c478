import { randomUUID } from 'node:crypto';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { streams } from './definitions.js';
import type { EventLog, LogRecord } from './event-log.js';
import { filterOf, unfiltered } from './filter.js';
import type { Node } from './node.js';
import { indexAt, isStructured, send } from './reading.js';
import { notReady } from './rpc-errors.js';
import { readEvent, streamNameOf } from './wire.js';

type Call = ServerWritableStream<ReadReq, ReadResp | Buffer>;

/** KurrentDB: Enumerator.DefaultReadBatchSize, the window where the client names none. */
const defaultWindow = 32;

/**
 * KurrentDB: Enumerator.AllSubscription and AllSubscriptionFiltered: confirmed first, then everything after the given
 * position, then live. With a filter there is a checkpoint at every `window × multiplier` events that were looked at, and
 * one where catching up ends.
 */
export const subscribeToAll = async (node: Node, call: Call, options: ReadReq.Options): Promise<void> => {
  const { log } = node;
  const filter = options.getFilter();
  const wanted = filter ? filterOf(filter) : unfiltered;
  const interval = filter ? Math.max(1, filter.getCheckpointintervalmultiplier()) * (filter.hasMax() ? filter.getMax() : defaultWindow) : 0;
  let looked = 0;
  let checkpointed = -1;
  const checkpoint = async ({ position }: LogRecord) => {
    if (!filter || position <= checkpointed) return;
    checkpointed = position;
    looked = 0;
    const at = new streams.ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position));
    await send(call, new streams.ReadResp().setCheckpoint(at));
  };
  await follow(node, call, firstAfter(log, options), {
    records: () => log.records,
    take: async (record) => {
      looked += 1;
      if (wanted(record)) await send(call, readEvent(record, isStructured(options)));
      if (looked === interval) await checkpoint(record);
    },
    caughtUp: async (last) => {
      if (last) await checkpoint(last);
      await send(call, new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()));
    },
  });
};

/** KurrentDB: Enumerator.StreamSubscription. */
export const subscribeToStream = async (node: Node, call: Call, options: ReadReq.Options): Promise<void> => {
  const from = options.getStream();
  const stream = streamNameOf(from?.getStreamIdentifier());
  const visible = () => node.log.visible(stream);
  const after = from?.hasRevision() ? Number(from.getRevision()) : from?.hasEnd() ? node.log.lastRevision(stream) : -1;
  await follow(node, call, visible().filter(({ revision }) => revision <= after).length, {
    records: visible,
    take: async (record) => send(call, readEvent(record, isStructured(options))),
    caughtUp: async () => send(call, new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp())),
  });
};

type Following = {
  readonly records: () => readonly LogRecord[];
  readonly take: (record: LogRecord) => Promise<void>;
  readonly caughtUp: (last: LogRecord | undefined) => Promise<void>;
};

const follow = async ({ log, subscribers }: Node, call: Call, begin: number, { records, take, caughtUp }: Following): Promise<void> => {
  let wake = () => undefined as void;
  let dropped = false;
  const drop = () => {
    dropped = true;
    wake();
  };
  const subscriber = { drop };
  subscribers.add(subscriber);
  const forget = log.onWritten(() => wake());
  call.on('cancelled', () => wake());
  try {
    const id = randomUUID();
    await send(call, new streams.ReadResp().setConfirmation(new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(id)));
    let next = begin;
    let behind = true;
    while (!call.cancelled) {
      if (dropped) throw notReady();
      const record = records()[next];
      if (record) {
        next += 1;
        await take(record);
        continue;
      }
      if (behind) await caughtUp(records()[next - 1]);
      behind = false;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (dropped || call.cancelled || records().length > next) resolve();
      });
    }
  } finally {
    forget();
    subscribers.delete(subscriber);
  }
};

/** The given position itself was seen. One beyond the end waits for what comes there (ConvertCheckpoint, GoLive). */
const firstAfter = (log: EventLog, options: ReadReq.Options): number => {
  const all = options.getAll();
  const position = all?.getPosition();
  if (!position) return all?.hasEnd() ? log.records.length : 0;
  const commit = Number(position.getCommitPosition());
  const index = indexAt(log, commit);
  return log.records[index]?.position === commit ? index + 1 : index;
};
