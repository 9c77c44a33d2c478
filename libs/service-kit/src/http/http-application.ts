import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { AccessGuard } from '../identity/access-guard.js';
import type { Identity } from '../identity/identity.js';
import { unguardedHandlers } from '../identity/unguarded.js';
import { NestLogger } from '../observability/logger.js';
import { logRequests } from '../observability/request-log.js';
import { ProblemFilter } from './problem-filter.js';
import { RouteTable } from './route-table.js';
import { SchemaPipe } from './schema-pipe.js';

@Module({})
class Root {}

const bodyLimit = 1024 * 1024;

/**
 * A Nest application on Fastify with what every one of ours has: who may call, what comes in, what goes wrong, what is logged.
 * @throws UnguardedHandlers
 */
export const createHttpApplication = async (
  imports: readonly DynamicModule[],
  identity: Identity,
  log: Logger,
): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({ bodyLimit, forceCloseConnections: 'idle', routerOptions: { maxParamLength: 500 } });
  const server = adapter.getInstance();
  const routes = new RouteTable();
  server.addHook('onRoute', ({ method, url }) => routes.add(method, url));
  logRequests(server, log);
  const app = await NestFactory.create<NestFastifyApplication>({ module: Root, imports: [...imports] }, adapter, {
    logger: new NestLogger(log),
    abortOnError: false,
    bodyParser: false, // Fastify's own JSON parser refuses what could reach a prototype
  });
  server.removeContentTypeParser('text/plain');
  const unguarded = unguardedHandlers(app);
  if (unguarded.length > 0) {
    await app.close();
    throw new UnguardedHandlers(unguarded);
  }
  app.useGlobalGuards(new AccessGuard(identity));
  app.useGlobalPipes(new SchemaPipe());
  app.useGlobalFilters(new ProblemFilter(log, routes));
  return app;
};

/** Nobody has decided who may call them. */
export class UnguardedHandlers extends Error {
  readonly code = 'unguarded-handlers';
  constructor(readonly handlers: readonly string[]) {
    super(`neither @Roles nor @Public stands on ${handlers.join(', ')}`);
  }
}
