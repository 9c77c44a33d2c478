import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { Config } from '../config/config.js';
import type { Caller } from './caller.js';
import { notSignedIn } from './caller.js';

/** Whose tokens count, and with which keys they are checked. */
export type Identity = { readonly issuer: string; readonly audience: string; readonly keys: JWTVerifyGetKey };

/** Keys are asked for when the first token comes, and again when a token names one that is not known. */
export const remoteIdentity = ({ issuer, jwksUrl, audience }: NonNullable<Config['oidc']>): Identity => ({
  issuer,
  audience,
  keys: createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 5_000, cooldownDuration: 10_000 }),
});

/** @throws ProblemException 401 for a token that does not hold; the fault itself when the issuer's keys cannot be had */
export const callerBehind = async (token: string, { issuer, audience, keys }: Identity): Promise<Caller> => {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: ['ES256', 'RS256'],
      clockTolerance: 5,
      requiredClaims: ['sub', 'exp'],
    });
    const claimed: unknown = payload['roles'];
    const roles = Array.isArray(claimed) ? claimed.filter((role) => typeof role === 'string') : [];
    return { issuer, subject: payload.sub ?? '', roles };
  } catch (fault) {
    throw told(fault);
  }
};

const told = (fault: unknown): unknown => {
  if (fault instanceof errors.JWTExpired) return notSignedIn('the token has expired');
  if (fault instanceof errors.JWTClaimValidationFailed) return notSignedIn(`the claim ${fault.claim} is not what it must be`);
  if (fault instanceof errors.JWKSTimeout) return new IssuerUnreachable();
  if (fault instanceof errors.JOSEError) return notSignedIn('the token is not one of the issuer');
  return new IssuerUnreachable();
};

/** The keys of the issuer could not be had: nobody can be let in, and nobody has done anything wrong. */
export class IssuerUnreachable extends Error {
  readonly code = 'issuer-unreachable';
}
