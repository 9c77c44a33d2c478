import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
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

/** How long a token that held is believed without another look: a key that the issuer takes away counts for so long. */
const believedMs = 60_000;
const mostTokens = 10_000;
/** In seconds, for clocks that differ. */
const tolerance = 5;

/** Who is behind tokens. A clerk sends the same one all day: its signature is verified once in a while, its end is known. */
export class Callers {
  private readonly held = new LRUCache<string, { readonly caller: Caller; readonly until: number }>({ max: mostTokens });

  constructor(private readonly identity: Identity) {}

  /** Who is behind a token that held a short while ago. */
  known(token: string): Caller | undefined {
    const known = this.held.get(token);
    return known && known.until > Date.now() ? known.caller : undefined;
  }

  /** @throws ProblemException 401 for a token that does not hold; the fault itself when the issuer's keys cannot be had */
  async behind(token: string): Promise<Caller> {
    const known = this.known(token);
    if (known) return known;
    const verified = await this.verified(token);
    this.held.set(token, verified);
    return verified.caller;
  }

  private async verified(token: string) {
    const { issuer, audience, keys } = this.identity;
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ['ES256', 'RS256'],
        clockTolerance: tolerance,
        requiredClaims: ['sub', 'exp'],
      });
      const claimed: unknown = payload['roles'];
      const roles = Array.isArray(claimed) ? claimed.filter((role) => typeof role === 'string') : [];
      const until = Math.min(1_000 * ((payload.exp ?? 0) + tolerance), Date.now() + believedMs);
      return { caller: { issuer, subject: payload.sub ?? '', roles }, until };
    } catch (fault) {
      throw told(fault);
    }
  }
}

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
