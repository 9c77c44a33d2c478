import { EventTooLarge, InvalidAppend, InvalidCommand } from './errors.js';
import type { AppendOptions, ExpectedRevision, NewEvent, Settled, StreamName } from './event-store.js';
import { faultInJson, faultInText } from './json-fault.js';
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
  const reason = faultInText(fingerprint);
  if (reason !== undefined) throw refuse('fingerprint', reason);
};

const one = (stream: StreamName, { id, type, data, metadata }: NewEvent, path: string): WrittenEvent => {
  if (!uuid.test(id)) throw new InvalidAppend(stream, `${path}.id`, 'is not a UUID');
  if (!typeName.test(type))
    throw new InvalidAppend(stream, `${path}.type`, 'is not a name of 1 to 200 letters, digits, dots, underscores or hyphens');
  for (const [part, value] of [
    ['data', data],
    ['metadata', metadata],
  ] as const) {
    const fault = faultInJson(value);
    if (fault) throw new InvalidAppend(stream, `${path}.${part}${fault.path}`, fault.reason);
  }
  const event = { id: id.toLowerCase(), type, data: JSON.stringify(data), metadata: JSON.stringify(metadata) };
  const bytes = Buffer.byteLength(event.data) + Buffer.byteLength(event.metadata) + type.length + 200;
  if (bytes > limits.eventBytes) throw new EventTooLarge(stream, path, bytes, limits.eventBytes);
  return { ...event, bytes };
};
