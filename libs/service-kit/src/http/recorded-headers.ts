import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { from, mergeMap, type Observable } from 'rxjs';
import type { Runtime } from '../service.js';
import { etagOf } from './etag.js';

/** A body with a revision gets its ETag, one with a position the token that queries take as `notOlderThan`. */
@Injectable()
export class RecordedHeaders implements NestInterceptor {
  constructor(private readonly store: Pick<Runtime['store'], 'incarnation'>) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(mergeMap((body) => from(this.withHeaders(reply, body))));
  }

  private async withHeaders(reply: FastifyReply, body: unknown): Promise<unknown> {
    const revision = numberIn(body, 'revision');
    if (revision !== undefined && revision >= 0) void reply.header('etag', etagOf(Object(body) as object, revision));
    const position = numberIn(body, 'position');
    if (position !== undefined) void reply.header('liaison-position', `${position}@${await this.store.incarnation()}`);
    return body;
  }
}

const numberIn = (body: unknown, field: string): number | undefined => {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, field)) return undefined;
  const value: unknown = (body as Readonly<Record<string, unknown>>)[field];
  return typeof value === 'number' ? value : undefined;
};
