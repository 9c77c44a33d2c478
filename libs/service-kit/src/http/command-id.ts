import { hash } from 'node:crypto';
import { uuidNamed } from '@liaison/event-store';
import type { Caller } from '../identity/caller.js';

const commandIds = '0d5a6f5e-91a1-5f0c-8f43-3c6d2f0f7c11';

/** The same person with the same key means the same command, whichever process hears it. */
export const commandIdOf = ({ issuer, subject }: Caller, key: string): string =>
  uuidNamed(JSON.stringify([issuer, subject, key]), commandIds);

export type Fingerprinted = {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly ifMatch: string | undefined;
};

/** Of what is asked for. A body says the same in any order of keys. */
export const fingerprintOf = ({ method, path, body, ifMatch }: Fingerprinted): string =>
  hash('sha256', JSON.stringify([method, path, sorted(body ?? null), ifMatch ?? null]));

// members as pairs and not as an object again: there a key like "7" would move to the front and "__proto__" would vanish
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { members: members.map(([key, member]) => [key, sorted(member)]) };
};
