import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type CryptoKey,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import type { Role } from '../http/access.js';
import type { Identity } from './identity.js';

const algorithm = 'ES256';
const audience = 'liaison';
/** Not a URL: tokens and command ids outlive the port. */
const issuer = 'urn:liaison:development';
const lifetimeSeconds = 12 * 3600;

/** Signs whoever asks in, under any role: for one's own machine only. */
export type DevelopmentIssuer = {
  readonly identity: Identity;
  readonly jwks: JSONWebKeySet;
  sign(role: Role, subject?: string): Promise<{ readonly token: string; readonly expiresIn: number }>;
};

/** With a home the key stays there, readable by its owner alone, and tokens outlive a restart. */
export const developmentIssuer = async (home?: string): Promise<DevelopmentIssuer> => {
  const secret = home === undefined ? await newKey() : await keptKey(join(home, 'development-issuer.jwk.json'));
  const kid = await calculateJwkThumbprint(secret);
  const { kty = '', crv = '', x = '', y = '' } = secret;
  const jwks: JSONWebKeySet = { keys: [{ kty, crv, x, y, kid, alg: algorithm, use: 'sig' }] };
  const key = (await importJWK(secret, algorithm)) as CryptoKey;
  return {
    identity: { issuer, audience, keys: createLocalJWKSet(jwks) },
    jwks,
    sign: async (role, subject = `${role}@development`) => ({
      token: await new SignJWT({ roles: [role] })
        .setProtectedHeader({ alg: algorithm, kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime(`${lifetimeSeconds}s`)
        .sign(key),
      expiresIn: lifetimeSeconds,
    }),
  };
};

const newKey = async (): Promise<JWK> => exportJWK((await generateKeyPair(algorithm, { extractable: true })).privateKey);

const keptKey = async (file: string): Promise<JWK> => {
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(await newKey()), { mode: 0o600 });
  return JSON.parse(readFileSync(file, 'utf8')) as JWK;
};
