import {
  applyDecorators,
  Inject,
  Injectable,
  mixin,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { RUNTIME, type Runtime } from '../service.js';
import { beyond } from './beyond.js';
import { ProblemException } from './problem.js';

const pattern = /^(\d{1,15})(?:@([\w.:-]{1,200}))?$/;
const waitMs = 5_000;
const description = 'A position, or the Liaison-Position header of a command: the answer is at least as new, or 503 after five seconds.';

/** The query parameter `notOlderThan`: a position, or a position and the incarnation of the store that gave it. */
export const NotOlderThan = z
  .string()
  .regex(pattern, 'must be a position like 42, or the Liaison-Position header of a command')
  .optional()
  .describe(description);

/**
 * Resolves when the projection shows everything up to the position that the token names, at once without a token.
 * @throws ProblemException 400 for a malformed token or a position that nothing has come to, 409 for a position of another store, 503
 * after five seconds
 */
export const fresh = async (
  { projections, recorded }: Pick<Runtime, 'projections' | 'recorded'>,
  projection: string,
  token: string | undefined,
): Promise<void> => {
  if (token === undefined) return;
  const [, position, incarnation] = pattern.exec(token) ?? [];
  if (position === undefined)
    throw new ProblemException(400, {
      code: 'not-older-than-invalid',
      title: 'notOlderThan cannot be used',
      detail: 'It takes a position like 42, or the Liaison-Position header of a command.',
      errors: [{ code: 'invalid_format', detail: 'must be a position', in: 'query', parameter: 'notOlderThan' }],
    });
  const waitedFor = (timeoutMs: number) =>
    projections.waitFor(projection, Number(position), { timeoutMs, ...(incarnation !== undefined && { incarnation }) });
  let waited = await waitedFor(0);
  if (waited === 'timeout') {
    const head = await recorded.head();
    if (Number(position) > head) throw beyond(Number(position), head, 'notOlderThan');
    waited = await waitedFor(waitMs);
  }
  if (waited === 'other-incarnation')
    throw new ProblemException(409, {
      code: 'other-incarnation',
      title: 'This position is of another time of the store',
      detail: 'The store was restored since. Read without notOlderThan and look whether what you did is still there.',
    });
  if (waited === 'timeout')
    throw new ProblemException(
      503,
      {
        code: 'not-fresh-yet',
        title: 'Not as new as asked for yet',
        detail: `${projection} has not come to position ${position} in time. Ask again.`,
      },
      { 'retry-after': '1' },
    );
};

/** Lets a query take `?notOlderThan=`: the handler runs when the projection is that far. */
export const Fresh = (projection: string): MethodDecorator =>
  applyDecorators(
    UseInterceptors(waitingFor(projection)),
    ApiQuery({ name: 'notOlderThan', required: false, description, schema: { type: 'string', pattern: pattern.source } }),
  );

const waitingFor = (projection: string) => {
  @Injectable()
  class WaitForProjection implements NestInterceptor {
    constructor(@Inject(RUNTIME) private readonly runtime: Runtime) {}

    async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
      const { notOlderThan } = context
        .switchToHttp()
        .getRequest<FastifyRequest<{ Querystring: { notOlderThan?: string | string[] } }>>().query;
      await fresh(this.runtime, projection, notOlderThan?.toString());
      return next.handle();
    }
  }
  return mixin(WaitForProjection);
};
