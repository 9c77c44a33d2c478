import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { commandOf } from '../http/asking.js';
import { traceIdOf, traceparentOf } from './traceparent.js';

/** One line per request. The route is the pattern: a path may name a patient's appointment. */
export const logRequests = (server: FastifyInstance, log: Logger): void => {
  server.addHook('onResponse', (request, reply, done) => {
    if (!log.isLevelEnabled('info')) return done();
    const command = commandOf(request);
    const trace = traceIdOf(traceparentOf(request.headers['traceparent']));
    log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        ...(command !== undefined && { command }),
        ...(trace !== undefined && { trace }),
      },
      'request',
    );
    done();
  });
};
