import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeScheduling, type FakeReply } from './fake-scheduling.js';

/** What happens to a request: it is answered, lost on the way here, or its answer is lost on the way back. */
export type Fate = 'answered' | 'lost' | 'answer lost';
export type Seen = { readonly method: string; readonly path: string; readonly key: string | undefined };
export type FakeLiaison = {
  readonly url: string;
  readonly scheduling: FakeScheduling;
  readonly seen: Seen[];
  /** By the number of the request, from 0. */
  fate: (n: number, request: Seen) => Fate;
  /** Answers beside those of scheduling, by path without query. */
  readonly routes: Map<string, (response: ServerResponse) => void>;
  stop(): Promise<void>;
};

/** A stand-in for the running system that the command line can talk to, with as much of scheduling as an import needs. */
export const startFakeLiaison = async (): Promise<FakeLiaison> => {
  const scheduling = new FakeScheduling();
  const seen: Seen[] = [];
  const routes: FakeLiaison['routes'] = new Map();
  let n = 0;
  const server: Server = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/';
    const asked = { method: request.method ?? 'GET', path, key: request.headers['idempotency-key']?.toString() };
    const fate = fake.fate(n++, asked);
    seen.push(asked);
    if (fate === 'lost') return void request.socket.destroy();
    const body = await bodyOf(request);
    const route = routes.get(path.split('?')[0] ?? '');
    if (route) return route(response);
    const reply = scheduling.answer({ ...asked, body, token: request.headers.authorization, ifMatch: request.headers['if-match'] });
    if (fate === 'answer lost') return void request.socket.destroy();
    send(response, reply);
  };
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const fake: FakeLiaison = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    scheduling,
    seen,
    fate: () => 'answered',
    routes,
    stop: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return fake;
};

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? undefined : JSON.parse(text);
};

const send = (response: ServerResponse, { status, body, etag }: FakeReply): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...(etag === undefined ? {} : { etag }) });
  response.end(body === undefined ? undefined : JSON.stringify(body));
};
