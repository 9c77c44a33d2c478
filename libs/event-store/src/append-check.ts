import { EventTooLarge, InvalidAppend, InvalidCommand } from './errors.js';
import type { AppendOptions, ExpectedRevision, NewEvent, Settled, StreamName } from './event-store.js';
import { checkStreamName } from './streams.js';

/** An event as it travels to the store. */
export type WrittenEvent = {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  readonly bytes: number;
};

export const limits = { eventBytes: 1024 * 1024, appendBytes: 4 * 1024 * 1024, appendEvents: 1_000 } as const;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const words: ReadonlySet<string> = new Set(['no-stream', 'stream-exists', 'any'] satisfies readonly ExpectedRevision[]);
const typeName = /^[A-Za-z][A-Za-z0-9._-]{0,199}$/;

/**
 * Everything that could spoil the batch which an append will share is found here, before it joins.
 * @throws InvalidStreamName, InvalidAppend, EventTooLarge
 */
export const written = (
  stream: StreamName,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
  command?: AppendOptions['command'],
): readonly WrittenEvent[] => {
  checkStreamName(stream);
  if (typeof expected === 'number' ? !Number.isSafeInteger(expected) || expected < 0 : !words.has(expected))
    throw new InvalidAppend(stream, 'expected', `is no revision and none of ${[...words].join(', ')}`);
  if (command) checkCommand(command, (path, reason) => new InvalidAppend(stream, `command.${path}`, reason));
  if (events.length === 0) throw new InvalidAppend(stream, 'events', 'is empty');
  if (events.length > limits.appendEvents)
    throw new InvalidAppend(stream, 'events', `has ${events.length} entries, the limit is ${limits.appendEvents}`);
  const all: WrittenEvent[] = [];
  let bytes = 0;
  for (const [n, event] of events.entries()) {
    const next = one(stream, event, `events[${n}]`);
    bytes += next.bytes;
    // the rest is not even written down: it may be a gigabyte
    if (bytes > limits.appendBytes) throw new EventTooLarge(stream, 'events', bytes, limits.appendBytes);
    all.push(next);
  }
  if (new Set(all.map(({ id }) => id)).size < all.length) throw new InvalidAppend(stream, 'events', 'has one id twice');
  return all;
};

/** @throws InvalidCommand */
export const checkSettled = ({ commandId: id, fingerprint }: Settled): void =>
  checkCommand({ id, fingerprint }, (path, reason) => new InvalidCommand(path === 'id' ? 'commandId' : path, reason));

const checkCommand = ({ id, fingerprint }: { id: string; fingerprint: string }, refuse: (path: string, reason: string) => Error): void => {
  if (!uuid.test(id)) throw refuse('id', 'is not a UUID');
  checkText(fingerprint, (reason) => refuse('fingerprint', reason));
};

const one = (stream: StreamName, { id, type, data, metadata }: NewEvent, path: string): WrittenEvent => {
  if (!uuid.test(id)) throw new InvalidAppend(stream, `${path}.id`, 'is not a UUID');
  if (!typeName.test(type))
    throw new InvalidAppend(stream, `${path}.type`, 'is not a name of 1 to 200 letters, digits, dots, underscores or hyphens');
  checkJson(stream, data, `${path}.data`, 0);
  checkJson(stream, metadata, `${path}.metadata`, 0);
  const event = { id: id.toLowerCase(), type, data: JSON.stringify(data), metadata: JSON.stringify(metadata) };
  const bytes = Buffer.byteLength(event.data) + Buffer.byteLength(event.metadata) + type.length + 200;
  if (bytes > limits.eventBytes) throw new EventTooLarge(stream, path, bytes, limits.eventBytes);
  return { ...event, bytes };
};

/** Deep enough for any record, shallow enough for every parser's stack. */
const deepest = 100;

const checkJson = (stream: StreamName, value: unknown, path: string, depth: number): void => {
  const refuse = (reason: string) => new InvalidAppend(stream, path, reason);
  if (depth > deepest) throw refuse(`is nested deeper than ${deepest} levels`);
  switch (typeof value) {
    case 'boolean':
      return;
    case 'string':
      return checkText(value, refuse);
    case 'number':
      if (!Number.isFinite(value)) throw refuse('is a number that JSON cannot hold');
      return;
    case 'object':
      if (value === null) return;
      if (Array.isArray(value)) return value.forEach((item, n) => checkJson(stream, item, `${path}[${n}]`, depth + 1));
      if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) throw refuse('is not plain JSON');
      for (const [key, item] of Object.entries(value)) {
        checkText(key, refuse);
        if (item !== undefined) checkJson(stream, item, `${path}.${key}`, depth + 1);
      }
      return;
    default:
      throw refuse(`is of type ${typeof value}, which JSON cannot hold`);
  }
};

const checkText = (text: string, refuse: (reason: string) => Error): void => {
  if (text.includes('\u0000')) throw refuse('holds U+0000');
  if (/\p{Surrogate}/u.test(text)) throw refuse('holds half of a surrogate pair');
};
