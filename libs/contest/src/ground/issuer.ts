import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** An OpenID Connect issuer as far as a service asks for it: keys at a URL, and tokens signed with them. */
export type Issuer = {
  readonly env: Readonly<Record<string, string>>;
  sign(role: string): Promise<string>;
  stop(): Promise<void>;
};

const [algorithm, kid, audience] = ['ES256', 'contest', 'liaison'];

export const startIssuer = async (): Promise<Issuer> => {
  const { publicKey, privateKey } = await generateKeyPair(algorithm);
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' }] });
  const server = createServer((_, response) => void response.setHeader('content-type', 'application/json').end(keys));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    env: { OIDC_ISSUER: url, OIDC_JWKS_URL: `${url}/keys`, OIDC_AUDIENCE: audience },
    sign: (role) =>
      new SignJWT({ roles: [role] })
        .setProtectedHeader({ alg: algorithm, kid })
        .setIssuer(url)
        .setAudience(audience)
        .setSubject(`${role}@contest`)
        .setIssuedAt()
        .setExpirationTime('12h')
        .sign(privateKey),
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
