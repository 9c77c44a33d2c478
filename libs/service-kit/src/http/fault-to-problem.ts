import { HttpException } from '@nestjs/common';
import { CommandIdReused } from '@liaison/event-store';
import { faultCode } from '@liaison/projections';
import { ProblemException, type ProblemFacts } from './problem.js';

/** Whatever was thrown, as what the client is told. Nothing of an unknown fault gets out. */
export const problemFor = (fault: unknown): ProblemException => {
  if (fault instanceof ProblemException) return fault;
  if (fault instanceof CommandIdReused) return keyReused();
  if (isUnavailable(fault)) return unavailable();
  const known = requestFaults[codeOf(fault)] ?? requestFaults[codeOf(causeOf(fault))]; // Nest wraps what Fastify finds
  if (known) return new ProblemException(known.status, known.facts);
  if (fault instanceof HttpException && fault.getStatus() < 500) return fromHttp(fault);
  return new ProblemException(500, {
    code: 'internal-error',
    title: 'This should not have happened',
    detail:
      'The fault is in our log, under the time of your request. Sending the same request again with the same Idempotency-Key is safe.',
  });
};

const keyReused = (): ProblemException =>
  new ProblemException(422, {
    code: 'idempotency-key-reused',
    title: 'This Idempotency-Key was used for another request',
    detail: 'One key stands for one command. Send the first request again as it was, or this one with a new key.',
  });

const unavailable = (): ProblemException =>
  new ProblemException(
    503,
    {
      code: 'unavailable',
      title: 'Not possible at this moment',
      detail: 'Try again in a moment, with the same Idempotency-Key: nothing happens twice.',
    },
    { 'retry-after': '1' },
  );

const fromHttp = (fault: HttpException): ProblemException => {
  const status = fault.getStatus();
  return new ProblemException(status, { code: `http-${status}`, title: 'The request cannot be answered', detail: fault.message });
};

/** What Fastify finds wrong with a request before a handler sees it. */
const requestFaults: Readonly<Record<string, { readonly status: number; readonly facts: ProblemFacts }>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: {
    status: 400,
    facts: {
      code: 'malformed-json',
      title: 'The body is not JSON',
      detail: 'The body cannot be read as JSON (RFC 8259).',
      errors: [{ code: 'malformed-json', detail: 'cannot be read as JSON', pointer: '' }],
    },
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    status: 400,
    facts: { code: 'empty-body', title: 'The body is empty', detail: 'The Content-Type announces JSON, but nothing came.' },
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    status: 400,
    facts: { code: 'cut-off-body', title: 'The body is cut off', detail: 'It is not as long as its Content-Length says.' },
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    facts: { code: 'unsupported-media-type', title: 'Bodies are JSON here', detail: 'Send the body as application/json.' },
  },
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    facts: { code: 'body-too-large', title: 'The body is too large', detail: 'A body may have up to one mebibyte.' },
  },
};

const codeOf = (fault: unknown): string => {
  const code: unknown = typeof fault === 'object' && fault !== null && 'code' in fault ? fault.code : undefined;
  return typeof code === 'string' ? code : '';
};

const causeOf = (fault: unknown): unknown => (fault instanceof Error ? fault.cause : undefined);

/** Ours: too much at once. PostgreSQL: connection lost or refused, shutting down, too many connections, rolled back for others. */
const passing =
  /^(too-much-contention|store-unavailable|broker-[a-z-]+|store-closed|other-incarnation|issuer-unreachable|view-not-fresh|command-in-flight|08\w{3}|57P0[1-3]|53300|40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
const connectionLost = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

const isUnavailable = (fault: unknown): boolean => {
  if (!(fault instanceof Error)) return false;
  const causes = [fault, 'driverError' in fault ? fault.driverError : undefined, causeOf(fault)];
  return causes.some((each) => passing.test(codeOf(each)) || (each instanceof Error && connectionLost.test(each.message)));
};

/** For the log: what it was, without what it was about. */
export const namedFault = (fault: unknown): { readonly code: string; readonly stack?: string } => ({
  code: faultCode(fault),
  ...(fault instanceof Error && fault.stack !== undefined && { stack: stackOf(fault.stack) }),
});

/** The message of a fault may quote what somebody sent; the frames do not. */
const stackOf = (stack: string): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
