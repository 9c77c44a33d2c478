import type { Clock } from '../clock.js';
import type { Role } from '../http/access.js';
import { developmentIssuer } from '../identity/development-issuer.js';
import type { Runtime, Service } from '../service.js';
import { boot, type Overrides } from './boot.js';

export type TestSystem = {
  readonly url: string;
  readonly runtimes: Readonly<Record<string, Runtime>>;
  /** A bearer token that this system accepts. */
  token(role: Role, subject?: string): Promise<string>;
  stop(): Promise<void>;
};

/** Services on a database that is there, a free port, and an issuer that lives as long as the test. */
export const startForTest = async (
  services: readonly Service[],
  {
    databaseUrl,
    clock,
    env,
    ...overrides
  }: { readonly databaseUrl: string; readonly clock?: Clock; readonly env?: Readonly<Record<string, string>> } & Pick<
    Overrides,
    'frontPage' | 'pages' | 'home'
  >,
): Promise<TestSystem> => {
  const issuer = await developmentIssuer();
  const running = await boot(services, {
    ...overrides,
    ...(clock && { clock }),
    env: {
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATABASE_URL: databaseUrl,
      OIDC_ISSUER: 'http://issuer.test',
      OIDC_JWKS_URL: 'http://issuer.test/keys',
      ...env,
    },
    identity: issuer.identity,
  });
  const { url, runtimes } = running;
  return { url, runtimes, stop: () => running.stop(), token: async (role, subject) => (await issuer.sign(role, subject)).token };
};
