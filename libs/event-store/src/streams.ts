import { InvalidStreamName } from './errors.js';
import type { StreamName } from './event-store.js';

/** Context and category never contain a hyphen, so that the first one ends the category. */
const pattern = /^[a-z][a-zA-Z0-9]*\.[a-zA-Z][a-zA-Z0-9_]*-[A-Za-z0-9][A-Za-z0-9._:/~-]{0,199}$/;

/** @throws InvalidStreamName */
export const checkStreamName = (stream: string): void => {
  if (!pattern.test(stream)) throw new InvalidStreamName(stream);
};

/** `<context>.<category>-<id>`. @throws InvalidStreamName */
export const streamName = (context: string, category: string, id: string): StreamName => {
  const stream = `${context}.${category}-${id}`;
  checkStreamName(stream);
  return stream;
};

/** `<context>.<category>`: what subscriptions filter by. */
export const categoryOf = (stream: StreamName): string => stream.slice(0, stream.indexOf('-'));
