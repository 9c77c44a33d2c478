import { z } from 'zod';
import { Failure } from './failure.js';
import { LiaisonApi } from './liaison-api.js';
import { bodyOf } from './problem.js';

export const roles = ['coordinator', 'clerk', 'biller', 'operator'] as const;
export type Role = (typeof roles)[number];

const Token = z.object({ token: z.string(), expiresIn: z.number() });

/** A bearer token of the development issuer, which exists on embedded defaults only. */
export const developmentToken = async (url: string, role: Role, subject?: string): Promise<z.infer<typeof Token>> => {
  const api = new LiaisonApi({ url, say: () => undefined, patience: 0 });
  const reply = await api.post('/dev/token', { body: { role, ...(subject === undefined ? {} : { subject }) } });
  if (reply.status === 404)
    throw new Failure('no-issuer', `${url} has no development issuer: put a token of your OpenID Connect provider into LIAISON_TOKEN`, {
      url,
    });
  return bodyOf(reply, Token, 'The request for a token');
};
