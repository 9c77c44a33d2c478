import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ACCESS, type Access } from '../http/access.js';
import { ProblemException } from '../http/problem.js';
import { notSignedIn, signedIn } from './caller.js';
import { Callers, type Identity } from './identity.js';

/** A handler that does not say who may call it is open to nobody. */
export class AccessGuard implements CanActivate {
  private readonly reflector = new Reflector();
  private readonly callers: Callers;

  constructor(identity: Identity) {
    this.callers = new Callers(identity);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { authorization } = request.headers;
    // what has held before was well formed
    const known = authorization?.startsWith('Bearer ') ? this.callers.known(authorization.slice('Bearer '.length)) : undefined;
    const caller = known ?? (await this.callers.behind(bearerToken(authorization)));
    if (!access?.some((role) => caller.roles.includes(role))) throw notAllowed(access ?? []);
    signedIn(request, caller);
    return true;
  }
}

const bearerToken = (header: string | undefined): string => {
  if (header === undefined) throw notSignedIn();
  const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(header)?.[1];
  if (token === undefined) throw notSignedIn('the Authorization header holds no bearer token');
  return token;
};

const notAllowed = (roles: readonly string[]): ProblemException =>
  new ProblemException(403, {
    code: 'role-missing',
    title: 'Your role may not do this',
    detail: roles.length === 0 ? 'Nobody may.' : `This takes one of the roles ${roles.join(', ')}.`,
    roles,
  });
