import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type GoBetween = {
  readonly url: string;
  /** How many answers had each status. */
  readonly statuses: ReadonlyMap<number, number>;
  stop(): Promise<void>;
};

/** A key of its own for each command, so that chance does not repeat an earlier one; one in eight stays as it came. */
const keptEvery = 8;
const wellFormed = /^[\x21-\x7e]{1,255}$/;
/** Of an answer without end this much is enough, in milliseconds. */
const listening = 50;

/**
 * Stands between a client that knows nothing and a system: signs each request in as `tokenOf` its path says, gives commands
 * idempotency keys of their own, and ends answers that have no end.
 */
export const startGoBetween = async (target: string, tokenOf: (path: string) => string): Promise<GoBetween> => {
  const statuses = new Map<number, number>();
  let commands = 0;
  const headersOf = ({ url = '/', headers }: IncomingMessage) => {
    const { 'idempotency-key': key } = headers;
    const fresh = typeof key === 'string' && wellFormed.test(key) && ++commands % keptEvery !== 0;
    return { ...headers, authorization: `Bearer ${tokenOf(url)}`, ...(fresh && { 'idempotency-key': `go-between-${commands}` }) };
  };
  const pass = (asked: IncomingMessage, answer: ServerResponse) => {
    const { hostname, port } = new URL(target);
    const onward = request({ hostname, port, method: asked.method, path: asked.url, headers: headersOf(asked) }, (reply) => {
      const { statusCode = 0, headers } = reply;
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
      answer.writeHead(statusCode, headers);
      reply.pipe(answer);
      if (!/\/live(\?|$)/.test(asked.url ?? '') || statusCode !== 200) return;
      setTimeout(() => {
        reply.unpipe(answer);
        answer.end();
        onward.destroy();
      }, listening);
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  };
  const server = createServer(pass);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    statuses,
    stop: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
};
