import { EventStoreError, StoreAccessDenied, StoreUnavailable, StreamDeleted, UnknownPosition } from '../errors.js';

/** Of gRPC: https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
const codes = { CANCELLED: 1, DEADLINE_EXCEEDED: 4, PERMISSION_DENIED: 7, ABORTED: 10, INTERNAL: 13, UNAVAILABLE: 14, UNAUTHENTICATED: 16 };
const passing = new Set([codes.CANCELLED, codes.DEADLINE_EXCEEDED, codes.ABORTED, codes.INTERNAL, codes.UNAVAILABLE]);
/** What the client and its channel say without a code. */
const passingWords = /not-leader|No leader info|Failed to discover|Channel has been shut down|write after end|Channel has been closed/i;

type Rpc = { readonly code?: unknown; readonly metadata?: { getMap?: () => Readonly<Record<string, string | Buffer>> } };

const exceptionOf = (fault: unknown): string => (fault as Rpc).metadata?.getMap?.()['exception']?.toString() ?? '';

/** Nothing that the call itself caused: the server is away, overloaded, changing its leader, or did not answer in time. */
export const isPassing = (fault: unknown): boolean => {
  if (!(fault instanceof Error)) return false;
  return passing.has(Number((fault as Rpc).code)) || passingWords.test(`${exceptionOf(fault)} ${fault.message}`);
};

/** What a caller can tell by its type. Anything else is handed back as it came. */
export const named = (fault: unknown, about: { readonly stream?: string; readonly position?: number } = {}): unknown => {
  if (!(fault instanceof Error) || fault instanceof EventStoreError) return fault;
  const code = Number((fault as Rpc).code);
  const exception = exceptionOf(fault);
  if (exception === 'access-denied' || code === codes.PERMISSION_DENIED || code === codes.UNAUTHENTICATED)
    return new StoreAccessDenied('the event store does not let this user do that', { cause: fault });
  if (exception === 'stream-deleted') return new StreamDeleted(about.stream ?? '$all');
  if (about.position !== undefined && /invalid position/i.test(fault.message)) return new UnknownPosition(about.position);
  if (isPassing(fault)) return new StoreUnavailable('the event store cannot be reached', { cause: fault });
  return fault;
};
