import type { ServerReadableStream, sendUnaryData } from '@grpc/grpc-js';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Expected } from './commit-decision.js';
import { shared, streams } from './definitions.js';
import type { Proposed, WriteResult } from './event-log.js';
import { failAfter, failBefore } from './faults.js';
import { admit, type Node } from './node.js';
import { invalidArgument, maximumAppendSizeExceeded, streamDeleted } from './rpc-errors.js';
import { proposedOf, sizeOf, streamNameOf } from './wire.js';

/** KurrentDB: Streams.Append (Streams.Append.cs): options first, then an event each, answered at the end. */
export const append = (node: Node) => (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>) => {
  void appended(node, call).then(
    (response) => response && answer(null, response),
    (fault: Error) => answer(fault),
  );
};

const appended = async (node: Node, call: ServerReadableStream<AppendReq, AppendResp>): Promise<AppendResp | undefined> => {
  admit(node, call.metadata);
  const fault = node.faults.take('append');
  failBefore(fault);
  if (fault?.kind === 'silence') return undefined;
  let options: AppendReq.Options | undefined;
  const events: Proposed[] = [];
  for await (const request of call as AsyncIterable<AppendReq>) {
    options ??= request.getOptions();
    const message = request.getProposedMessage();
    if (message) events.push(proposedOf(message));
  }
  if (!options) throw invalidArgument('options');
  if (events.reduce((sum, event) => sum + sizeOf(event), 0) > node.maxAppendBytes) throw maximumAppendSizeExceeded(node.maxAppendBytes);
  const stream = streamNameOf(options.getStreamIdentifier());
  const expected = expectedOf(options);
  const response = responseOf(node.log.write(stream, expected, events), stream, expected);
  failAfter(fault);
  return response;
};

export const expectedOf = (options: AppendReq.Options): Expected => {
  if (options.hasRevision()) return Number(options.getRevision());
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasStreamExists()) return 'stream-exists';
  if (options.hasAny()) return 'any';
  throw invalidArgument('expectedStreamRevision');
};

/** KurrentDB: HandleWriteEventsCompleted in Streams.Append.cs. */
const responseOf = (result: WriteResult, stream: string, expected: Expected): AppendResp => {
  if (result.is === 'deleted') throw streamDeleted(stream);
  if (result.is === 'wrong') {
    const wrong = new streams.AppendResp.WrongExpectedVersion();
    if (result.actual < 0) wrong.setCurrentNoStream(new shared.Empty());
    else wrong.setCurrentRevision(String(result.actual));
    if (expected === 'any') wrong.setExpectedAny(new shared.Empty());
    else if (expected === 'stream-exists') wrong.setExpectedStreamExists(new shared.Empty());
    else if (expected === 'no-stream') wrong.setExpectedNoStream(new shared.Empty());
    else wrong.setExpectedRevision(String(expected));
    return new streams.AppendResp().setWrongExpectedVersion(wrong);
  }
  const success = new streams.AppendResp.Success().setCurrentRevision(String(result.revision));
  const position = String(result.position);
  if (result.position < 0) success.setNoPosition(new shared.Empty());
  else success.setPosition(new streams.AppendResp.Position().setCommitPosition(position).setPreparePosition(position));
  return new streams.AppendResp().setSuccess(success);
};
