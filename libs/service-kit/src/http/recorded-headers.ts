import type { FastifyInstance } from 'fastify';
import type { Runtime } from '../service.js';
import { etagOf } from './etag.js';

/**
 * A body with a revision gets its ETag, one with a position the token that queries take as `notOlderThan`. Problems are texts by
 * the time they come here. As a hook of the server, because an interceptor makes a stream of each answer.
 */
export const recordHeaders = (server: FastifyInstance, store: Pick<Runtime['store'], 'incarnation'>): void => {
  server.addHook('preSerialization', (_, reply, body: unknown, done) => {
    const revision = numberIn(body, 'revision');
    if (revision !== undefined && revision >= 0) void reply.header('etag', etagOf(Object(body) as object, revision));
    const position = numberIn(body, 'position');
    if (position === undefined) return done(null, body);
    store.incarnation().then((incarnation) => {
      void reply.header('liaison-position', `${position}@${incarnation}`);
      done(null, body);
    }, done);
  });
};

const numberIn = (body: unknown, field: string): number | undefined => {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, field)) return undefined;
  const value: unknown = (body as Readonly<Record<string, unknown>>)[field];
  return typeof value === 'number' ? value : undefined;
};
