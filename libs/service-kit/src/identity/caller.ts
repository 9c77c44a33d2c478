import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemException } from '../http/problem.js';

/** Who is signed in, from a token whose signature, issuer, audience and time have been checked. */
export type Caller = { readonly issuer: string; readonly subject: string; readonly roles: readonly string[] };

const callers = new WeakMap<FastifyRequest, Caller>();

export const signedIn = (request: FastifyRequest, caller: Caller): void => void callers.set(request, caller);

/** @throws ProblemException 401 where nobody is signed in: a command on a public handler */
export const callerOf = (request: FastifyRequest): Caller => {
  const caller = callers.get(request);
  if (!caller) throw notSignedIn();
  return caller;
};

/** Gives a handler whoever is signed in. */
export const CalledBy = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** RFC 6750, 3: a request without a token is told the scheme only, one with a token what is wrong with it. */
export const notSignedIn = (wrong?: string): ProblemException =>
  new ProblemException(
    401,
    { code: 'not-signed-in', title: 'Sign in first', detail: wrong ?? 'Send a token of the issuer: Authorization: Bearer <token>' },
    {
      'www-authenticate':
        wrong === undefined ? 'Bearer realm="liaison"' : `Bearer realm="liaison", error="invalid_token", error_description="${wrong}"`,
    },
  );
