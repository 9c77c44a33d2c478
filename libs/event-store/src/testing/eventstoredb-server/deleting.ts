import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import type { DeleteReq, DeleteResp, TombstoneReq, TombstoneResp } from '@eventstore/db-client/generated/streams_pb.js';
import { streams } from './definitions.js';
import { admit, type Node } from './node.js';
import { streamDeleted, wrongExpectedVersion } from './rpc-errors.js';
import { streamNameOf } from './wire.js';

type Options = DeleteReq.Options | TombstoneReq.Options;

/** KurrentDB: Streams.Delete: everything up to now is out of sight, and the stream may come back. */
export const softDelete = (node: Node) => (call: ServerUnaryCall<DeleteReq, DeleteResp>, answer: sendUnaryData<DeleteResp>) => {
  try {
    admit(node, call.metadata);
    const position = String(node.log.softDelete(deletable(node, call.request.getOptions(), 'Delete')).position);
    answer(
      null,
      new streams.DeleteResp().setPosition(new streams.DeleteResp.Position().setCommitPosition(position).setPreparePosition(position)),
    );
  } catch (fault) {
    answer(fault as Error);
  }
};

/** KurrentDB: Streams.Tombstone: nobody reads or writes there again. */
export const tombstone = (node: Node) => (call: ServerUnaryCall<TombstoneReq, TombstoneResp>, answer: sendUnaryData<TombstoneResp>) => {
  try {
    admit(node, call.metadata);
    const position = String(node.log.tombstone(deletable(node, call.request.getOptions(), 'Tombstone')).position);
    answer(
      null,
      new streams.TombstoneResp().setPosition(
        new streams.TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position),
      ),
    );
  } catch (fault) {
    answer(fault as Error);
  }
};

/** KurrentDB: DeleteInternal (Streams.Delete.cs). @throws RpcError */
const deletable = ({ log }: Node, options: Options | undefined, operation: string): string => {
  const stream = streamNameOf(options?.getStreamIdentifier());
  if (log.isTombstoned(stream)) throw streamDeleted(stream);
  const actual = log.isSoftDeleted(stream) ? -1 : log.lastRevision(stream);
  const fits = options?.hasRevision()
    ? Number(options.getRevision()) === actual
    : options?.hasNoStream()
      ? actual === -1
      : options?.hasStreamExists()
        ? actual >= 0
        : true;
  if (!fits) throw wrongExpectedVersion(operation, stream, Number(options?.getRevision() ?? -1), actual);
  return stream;
};
