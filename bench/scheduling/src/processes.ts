import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '@liaison/bench-kit';
import { Member } from '@liaison/chaos';
import { developmentIssuer, type RunningPostgres } from '@liaison/service-kit';
import type pg from 'pg';

export type Surroundings = {
  readonly postgres: RunningPostgres;
  readonly database: pg.Pool;
  readonly home: string;
  readonly report: Report;
};
export type Call = (method: string, path: string, body?: object) => Promise<unknown>;

/** A program of this folder as a process of its own, up. */
export const started = async (
  { postgres, home }: Pick<Surroundings, 'postgres' | 'home'>,
  program: 'service-main' | 'bare-main',
  name: string,
  database: string,
  node: readonly string[] = [],
): Promise<Member> => {
  const folder = join(home, name);
  mkdirSync(folder);
  const main = fileURLToPath(new URL(`./${program}.js`, import.meta.url));
  const [first = main, ...more] = [...node, main];
  const member = new Member({
    ...{ service: 'scheduling', name, command: [first, ...more], log: join(folder, 'log') },
    env: () => ({
      ...{ LIAISON_HOME: folder, ISSUER_HOME: home, DATABASE_URL: postgres.url(database), LOG_LEVEL: 'warn' },
      ...{ OIDC_ISSUER: 'http://issuer.test', OIDC_JWKS_URL: 'http://issuer.test/keys' },
    }),
  });
  await member.start();
  return member;
};

/** Requests to a process as a coordinator. */
export const callerAt = async (home: string, { url }: Pick<Member, 'url'>): Promise<Call> => {
  const { token } = await (await developmentIssuer(home)).sign('coordinator');
  return async (method, path, body) => {
    const reply = await fetch(`${url}/scheduling${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answered: unknown = await reply.json();
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(answered)}`);
    return answered;
  };
};

/** Each in its turn, so many at a time. */
export const atOnce = async <Item>(count: number, items: Iterable<Item>, act: (item: Item) => Promise<unknown>): Promise<void> => {
  const left = items[Symbol.iterator]();
  const lane = async () => {
    for (let next = left.next(); !next.done; next = left.next()) await act(next.value);
  };
  await Promise.all(Array.from({ length: count }, lane));
};
