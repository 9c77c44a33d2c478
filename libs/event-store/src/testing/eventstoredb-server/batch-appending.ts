import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { Code } from '@eventstore/db-client/generated/code_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Expected } from './commit-decision.js';
import { Any, GoogleEmpty, shared, status, streams } from './definitions.js';
import type { Proposed, WriteResult } from './event-log.js';
import { failAfter, failBefore } from './faults.js';
import { admit, type Node } from './node.js';
import { invalidArgument } from './rpc-errors.js';
import { identifierOf, proposedOf, sizeOf, streamNameOf, uuidOf } from './wire.js';

type Pending = { readonly stream: string; readonly expected: Expected; readonly events: Proposed[] };
type Call = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

/**
 * KurrentDB: BatchAppendWorker (Streams.BatchAppend.cs): writes of one connection side by side, told apart by their
 * correlation ids, each answered when its last part has come. A failure of one is a status inside its answer.
 */
export const batchAppend = (node: Node) => (call: Call) => {
  const pending = new Map<string, Pending>();
  call.on('data', (request: BatchAppendReq) => {
    try {
      take(node, call, pending, request);
    } catch (fault) {
      call.emit('error', fault);
    }
  });
  call.on('end', () => call.end());
};

const take = (node: Node, call: Call, pending: Map<string, Pending>, request: BatchAppendReq): void => {
  admit(node, call.metadata);
  const correlation = uuidOf(request.getCorrelationId());
  const options = request.getOptions();
  if (options && !pending.has(correlation))
    pending.set(correlation, { stream: streamNameOf(options.getStreamIdentifier()), expected: expectedOf(options), events: [] });
  const write = pending.get(correlation);
  if (!write) return;
  write.events.push(...request.getProposedMessagesList().map(proposedOf));
  const { stream, expected, events } = write;
  const answer = () => new streams.BatchAppendResp().setCorrelationId(request.getCorrelationId()).setStreamIdentifier(identifierOf(stream));
  if (events.reduce((sum, event) => sum + sizeOf(event), 0) > node.maxAppendBytes) {
    pending.delete(correlation);
    const details = new shared.MaximumAppendSizeExceeded().setMaxappendsize(node.maxAppendBytes);
    return void call.write(answer().setError(failure('MaximumAppendSizeExceeded', details, 3)));
  }
  if (!request.getIsFinal()) return;
  pending.delete(correlation);
  const fault = node.faults.take('batchAppend');
  failBefore(fault);
  if (fault?.kind === 'silence') return;
  const result = node.log.write(stream, expected, events);
  failAfter(fault);
  call.write(completed(answer(), result, stream, expected));
};

const expectedOf = (options: BatchAppendReq.Options): Expected => {
  if (options.hasStreamPosition()) return Number(options.getStreamPosition());
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasStreamExists()) return 'stream-exists';
  if (options.hasAny()) return 'any';
  throw invalidArgument('expectedStreamPosition');
};

const completed = (answer: BatchAppendResp, result: WriteResult, stream: string, expected: Expected): BatchAppendResp => {
  if (result.is === 'deleted')
    return answer.setError(failure('StreamDeleted', new shared.StreamDeleted().setStreamIdentifier(identifierOf(stream)), 5));
  if (result.is === 'wrong') return answer.setError(failure('WrongExpectedVersion', wrong(result.actual, expected), 6));
  const success = new streams.BatchAppendResp.Success().setCurrentRevision(String(result.revision));
  const position = String(result.position);
  // KurrentDB: BatchAppendResp.Types.Success.Completed
  if (result.position < 0) success.setNoPosition(new GoogleEmpty());
  else success.setPosition(new shared.AllStreamPosition().setCommitPosition(position).setPreparePosition(position));
  return answer.setSuccess(success);
};

/** KurrentDB: Status (Status.cs): google.rpc.Status with the details packed as Any. */
const failure = (name: string, details: { serializeBinary(): Uint8Array }, code: Code): Status => {
  const any = new Any();
  any.pack(details.serializeBinary(), `event_store.client.${name}`);
  return new status.Status().setCode(code).setMessage(name).setDetails(any);
};

const wrong = (actual: number, expected: Expected) => {
  const details = new shared.WrongExpectedVersion();
  if (actual < 0) details.setCurrentNoStream(new GoogleEmpty());
  else details.setCurrentStreamRevision(String(actual));
  if (expected === 'any') details.setExpectedAny(new GoogleEmpty());
  else if (expected === 'stream-exists') details.setExpectedStreamExists(new GoogleEmpty());
  else if (expected === 'no-stream') details.setExpectedNoStream(new GoogleEmpty());
  else details.setExpectedStreamPosition(String(expected));
  return details;
};
