import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { PositionTooLarge, UnreadableEvent } from '../errors.js';
import type { EventMetadata, RecordedEvent } from '../event-store.js';

export type Read = { readonly event: RecordedEvent; readonly bytes: number };

/** Undefined for whatever else a server tells between the events. @throws UnreadableEvent, PositionTooLarge */
export const readOf = (response: ReadResp): Read | undefined => {
  const event = response.getEvent()?.getEvent();
  if (!event) return undefined;
  const stream = text(event.getStreamIdentifier()?.getStreamName_asU8() ?? new Uint8Array());
  const revision = Number(event.getStreamRevision());
  const [data, metadata] = [event.getData_asU8(), event.getCustomMetadata_asU8()];
  const headers = event.getMetadataMap();
  const json = (bytes: Uint8Array, path: string): unknown => {
    try {
      return JSON.parse(text(bytes));
    } catch {
      throw new UnreadableEvent(stream, revision, path);
    }
  };
  return {
    bytes: data.length + metadata.length + 200,
    event: {
      position: positionOf(event.getCommitPosition()),
      stream,
      revision,
      id: event.getId()?.getString() ?? '',
      type: headers.get('type') ?? '',
      // ticks of 100 nanoseconds since 1970
      time: new Date(Number(BigInt(headers.get('created') ?? '0') / 10_000n)).toISOString(),
      data: json(data, 'data'),
      metadata: (metadata.length === 0 ? {} : json(metadata, 'metadata')) as EventMetadata,
    },
  };
};

/** The commit position as a number: exact up to 8 PiB of log. @throws PositionTooLarge */
export const positionOf = (commit: string): number => {
  const position = Number(commit);
  if (!Number.isSafeInteger(position)) throw new PositionTooLarge(commit);
  return position;
};

const text = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
