/** Requests of the Streams protocol. Loaded with the client, and only then. */
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendReq, ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { WrittenEvent } from '../append-check.js';
import type { ExpectedRevision, StreamName } from '../event-store.js';

const { Options } = streams.ReadReq;
const { AllOptions, FilterOptions, Position, StreamOptions, SubscriptionOptions, UUIDOption } = Options;
/** A checkpoint at least every so many events that the server looks at. */
const window = 256;
const empty = () => new shared.Empty();

const reading = (backwards: boolean): ReadReq.Options =>
  new Options()
    .setReadDirection(backwards ? 1 : 0)
    .setResolveLinks(false)
    .setUuidOption(new UUIDOption().setString(empty()));

/** Undefined is the beginning forwards and the end backwards. */
export const streamPage = (stream: StreamName, from: number | undefined, backwards: boolean, count: number): ReadReq => {
  const place = new StreamOptions().setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)));
  if (from !== undefined) place.setRevision(String(from));
  else if (backwards) place.setEnd(empty());
  else place.setStart(empty());
  return new streams.ReadReq().setOptions(reading(backwards).setStream(place).setCount(String(count)).setNoFilter(empty()));
};

/** Of all streams whose names begin like that, from the position on and itself included; 0 is the beginning. */
export const allPage = (prefix: string, from: number, count: number): ReadReq =>
  new streams.ReadReq().setOptions(reading(false).setAll(allFrom(from)).setCount(String(count)).setFilter(beginningWith(prefix)));

/** The last event of all streams whose names begin like that. */
export const lastOfAll = (prefix: string): ReadReq => lastWhere(beginningWith(prefix));

/** The last event of all, those of the server itself included: a read without a filter would leave some of them out. */
export const lastOfLog = (): ReadReq =>
  lastWhere(new FilterOptions().setStreamIdentifier(new FilterOptions.Expression().setRegex('^')).setMax(window));

const lastWhere = (filter: ReadReq.Options.FilterOptions): ReadReq =>
  new streams.ReadReq().setOptions(reading(true).setAll(new AllOptions().setEnd(empty())).setCount('1').setFilter(filter));

/** Everything behind the position, and then live. */
export const subscription = (prefix: string, after: number): ReadReq =>
  new streams.ReadReq().setOptions(
    reading(false).setAll(allFrom(after)).setSubscription(new SubscriptionOptions()).setFilter(beginningWith(prefix)),
  );

const allFrom = (position: number): ReadReq.Options.AllOptions =>
  position === 0
    ? new AllOptions().setStart(empty())
    : new AllOptions().setPosition(new Position().setCommitPosition(String(position)).setPreparePosition(String(position)));

const beginningWith = (prefix: string): ReadReq.Options.FilterOptions =>
  new FilterOptions()
    .setStreamIdentifier(new FilterOptions.Expression().setPrefixList([prefix]))
    .setMax(window)
    .setCheckpointintervalmultiplier(1);

/** The header of an append, and then a message for each event. */
export const appendMessages = (stream: StreamName, expected: ExpectedRevision, events: readonly WrittenEvent[]): readonly AppendReq[] => {
  const options = new streams.AppendReq.Options().setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)));
  if (typeof expected === 'number') options.setRevision(String(expected));
  else if (expected === 'no-stream') options.setNoStream(empty());
  else if (expected === 'stream-exists') options.setStreamExists(empty());
  else options.setAny(empty());
  return [new streams.AppendReq().setOptions(options), ...events.map(proposed)];
};

const proposed = ({ id, type, data, metadata }: WrittenEvent): AppendReq => {
  const message = new streams.AppendReq.ProposedMessage()
    .setId(new shared.UUID().setString(id))
    .setData(Buffer.from(data))
    .setCustomMetadata(Buffer.from(metadata));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  return new streams.AppendReq().setProposedMessage(message);
};
