import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export type Issuer = {
  /** What a service must be told to trust this issuer. */
  readonly env: { readonly OIDC_ISSUER: string; readonly OIDC_JWKS_URL: string; readonly OIDC_AUDIENCE: string };
  token(role: string, subject?: string): Promise<string>;
  stop(): Promise<void>;
};

/** An OpenID Connect issuer as far as services see one: keys at a URL, signed tokens. */
export const startIssuer = async (): Promise<Issuer> => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'e2e', alg: 'ES256', use: 'sig' }] });
  const server: Server = createServer((_, response) => response.setHeader('content-type', 'application/json').end(keys));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    env: { OIDC_ISSUER: issuer, OIDC_JWKS_URL: `${issuer}/jwks.json`, OIDC_AUDIENCE: 'liaison' },
    token: (role, subject = `${role}@e2e`) =>
      new SignJWT({ roles: [role] })
        .setProtectedHeader({ alg: 'ES256', kid: 'e2e' })
        .setIssuer(issuer)
        .setAudience('liaison')
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
    stop: () => new Promise((closed) => server.close(() => closed())),
  };
};
