import grpc from '@grpc/grpc-js';

/** How a call fails: a status, and the trailers by which clients tell one failure from another. */
export class RpcError extends Error {
  constructor(
    readonly code: grpc.status,
    readonly details: string,
    trailers: Readonly<Record<string, string>> = {},
  ) {
    super(details);
    for (const [key, value] of Object.entries(trailers)) this.metadata.set(key, value);
  }
  readonly metadata = new grpc.Metadata();
}

const { status } = grpc;

// KurrentDB: RpcExceptions (src/KurrentDB.Core/Services/Transport/Grpc/RpcExceptions.cs), whose names these are
export const notReady = () => new RpcError(status.UNAVAILABLE, 'Server Is Not Ready');
export const operationTimedOut = () => new RpcError(status.ABORTED, 'Operation timed out');
export const accessDenied = () => new RpcError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
export const invalidPosition = () => new RpcError(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.');
export const invalidArgument = (what: string) => new RpcError(status.INVALID_ARGUMENT, what);
export const streamDeleted = (stream: string) =>
  new RpcError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, { exception: 'stream-deleted', 'stream-name': stream });
export const leaderInfo = (host: string, port: number) =>
  new RpcError(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });
export const wrongExpectedVersion = (operation: string, stream: string, expected: number, actual: number) =>
  new RpcError(status.FAILED_PRECONDITION, `${operation} failed due to WrongExpectedVersion.`, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': String(expected),
    'actual-version': String(actual),
  });
export const maximumAppendSizeExceeded = (bytes: number) =>
  new RpcError(status.INVALID_ARGUMENT, `Maximum Append Size of ${bytes} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(bytes),
  });
