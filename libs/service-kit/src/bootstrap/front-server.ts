import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { isLocal, refuseForeign } from '../http/loopback.js';
import { StartupError } from '../startup-error.js';

export type FrontServer = {
  readonly port: number;
  /** No new connections, and an end for each that is open; what does not end within `patienceMs` is cut off. */
  drain(patienceMs: number): Promise<void>;
};

export type Doors = {
  readonly services: ReadonlyMap<string, NestFastifyApplication>;
  readonly front: NestFastifyApplication;
  readonly onlyLocal: boolean;
};

/** One server for all: the first segment of a path names the service, and everything else belongs to the front. */
export const listen = async ({ services, front, onlyLocal }: Doors, port: number, host: string): Promise<FrontServer> => {
  const routingOf = (app: NestFastifyApplication) => {
    const instance = app.getHttpAdapter().getInstance();
    return (request: IncomingMessage, response: ServerResponse) => instance.routing(request, response);
  };
  const byName = new Map([...services].map(([name, app]) => [name, routingOf(app)]));
  const other = routingOf(front);
  let closing = false;
  const server = createServer((request, response) => {
    if (closing) response.setHeader('connection', 'close');
    if (onlyLocal && !isLocal(request)) return refuseForeign(response);
    const [, name = ''] = (request.url ?? '/').split(/[/?]/, 2);
    (byName.get(name) ?? other)(request, response);
  });
  await listening(server, port, host);
  return {
    port: (server.address() as AddressInfo).port,
    drain: async (patienceMs) => {
      closing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const impatience = setTimeout(() => server.closeAllConnections(), patienceMs);
      await closed;
      clearTimeout(impatience);
    },
  };
};

const listening = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) => reject(told(fault, port, host)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });

const told = (fault: NodeJS.ErrnoException, port: number, host: string): Error => {
  if (fault.code === 'EADDRINUSE') return new StartupError(`Port ${port} is in use by another program. Choose another one: PORT=<port>`);
  if (fault.code === 'EACCES')
    return new StartupError(`Port ${port} needs rights that this process does not have. Choose another one: PORT=<port>`);
  if (fault.code === 'EADDRNOTAVAIL' || fault.code === 'ENOTFOUND')
    return new StartupError(`${host} is no address of this machine. Choose another one: HOST=<address>`);
  return fault;
};
