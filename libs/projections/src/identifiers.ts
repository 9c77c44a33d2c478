import type { AnyProjection } from './projection.js';

const identifier = /^[a-z_][a-z0-9_]{0,62}$/;

/** @throws InvalidProjection for anything but a plain identifier of at most 63 characters, the limit of PostgreSQL */
export const quoted = (name: string): string => {
  if (!identifier.test(name)) throw new InvalidProjection(`"${name}" is no plain SQL identifier`);
  return `"${name}"`;
};

/** What readers select from. */
export const viewName = (projection: string): string => projection.replaceAll('-', '_');

export const tableName = (projection: string, generation: number): string => `${viewName(projection)}__${generation}`;

/** Names that go into SQL text are checked before anything runs. @throws InvalidProjection */
export const checked = (projection: AnyProjection): AnyProjection => {
  const { name, version, columns, key, categories } = projection;
  const refuse = (why: string): never => {
    throw new InvalidProjection(`projection "${name}": ${why}`);
  };
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 50) refuse('the name must be kebab-case and at most 50 characters long');
  if (!Number.isSafeInteger(version) || version < 1) refuse('the version must be a whole number from 1 on');
  if (categories.length === 0) refuse('it must read at least one category');
  if (key.length === 0) refuse('a row must have a key');
  const named = Object.values(columns).map(quoted);
  if (new Set(named).size !== named.length) refuse('two fields share a column');
  for (const field of key) if (!Object.hasOwn(columns, field)) refuse(`the key field "${String(field)}" has no column`);
  return projection;
};

/** A fault of the program, found before it runs. */
export class InvalidProjection extends Error {
  readonly code = 'invalid-projection';
}
