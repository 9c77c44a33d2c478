import type { UUID, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import type { AppendReq, BatchAppendReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { parse, stringify } from 'uuid';
import { shared, streams } from './definitions.js';
import type { LogRecord, Proposed } from './event-log.js';
import { invalidArgument } from './rpc-errors.js';

export const streamNameOf = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

export const identifierOf = (stream: string): StreamIdentifier => new shared.StreamIdentifier().setStreamName(Buffer.from(stream));

/** KurrentDB: Uuid.FromDto. Two halves, most significant first, or as text. */
export const uuidOf = (id: UUID | undefined): string => {
  const structured = id?.getStructured();
  if (!structured) return (id?.getString() ?? '').toLowerCase();
  const bytes = Buffer.alloc(16);
  bytes.writeBigInt64BE(BigInt.asIntN(64, BigInt(structured.getMostSignificantBits())), 0);
  bytes.writeBigInt64BE(BigInt.asIntN(64, BigInt(structured.getLeastSignificantBits())), 8);
  return stringify(bytes);
};

const toUuid = (id: string, structured: boolean): UUID => {
  if (!structured) return new shared.UUID().setString(id);
  const bytes = Buffer.from(parse(id));
  return new shared.UUID().setStructured(
    new shared.UUID.Structured()
      .setMostSignificantBits(String(bytes.readBigInt64BE(0)))
      .setLeastSignificantBits(String(bytes.readBigInt64BE(8))),
  );
};

/** KurrentDB: MetadataHelpers.ParseGrpcMetadata. Type and content type are required. */
export const proposedOf = (message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage): Proposed => {
  const metadata = message.getMetadataMap();
  const type = metadata.get('type');
  const contentType = metadata.get('content-type');
  if (!type || !contentType) throw invalidArgument(`Required Metadata Property '${type ? 'content-type' : 'type'}' is missing`);
  const id = uuidOf(message.getId());
  return { id, type, contentType, data: message.getData_asU8(), metadata: message.getCustomMetadata_asU8() };
};

/** KurrentDB: Event.SizeOnDisk. */
export const sizeOf = ({ type, data, metadata }: Proposed): number => data.length + metadata.length + type.length * 2;

/** Of small records: they are read again and again, and making the bytes is most of the work. */
const made = { structured: new WeakMap<LogRecord, Buffer>(), text: new WeakMap<LogRecord, Buffer>() };
const smallBytes = 4_096;

/** The response that shows a record, as bytes. */
export const readEvent = (record: LogRecord, structuredIds: boolean): Buffer => {
  const known = structuredIds ? made.structured : made.text;
  const bytes = known.get(record) ?? Buffer.from(responseOf(record, structuredIds).serializeBinary());
  if (bytes.length < smallBytes) known.set(record, bytes);
  return bytes;
};

/** KurrentDB: ResponseConverter.ConvertToReadEvent (Streams.Read.cs). */
const responseOf = (record: LogRecord, structuredIds: boolean): ReadResp => {
  const { id, stream, revision, position, type, contentType, created, data, metadata } = record;
  const event = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(toUuid(id, structuredIds))
    .setStreamIdentifier(identifierOf(stream))
    .setStreamRevision(String(revision))
    .setCommitPosition(String(position))
    .setPreparePosition(String(position))
    .setData(data)
    .setCustomMetadata(metadata);
  const map = event.getMetadataMap();
  map.set('type', type).set('content-type', contentType).set('created', String(created));
  return new streams.ReadResp().setEvent(new streams.ReadResp.ReadEvent().setEvent(event).setCommitPosition(String(position)));
};
