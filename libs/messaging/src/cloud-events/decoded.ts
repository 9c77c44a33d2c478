import { isUtf8 } from 'node:buffer';
import type { Delivered, Message, Place, Undecodable } from '../message-bus.js';
import { largestDataBytes } from './encoded.js';
import { SeenTexts } from './seen-texts.js';
import { bytesOf, kept, type WireHeaders, type WireRecord } from './record.js';

/** An attribute by its name, looked for when it is asked for, and once. */
type Attributes = (name: Attribute) => unknown;
type Attribute = keyof typeof headerOf;

/** Names that are not put together for every record. */
const headerOf = {
  ...{ specversion: 'ce_specversion', id: 'ce_id', source: 'ce_source', type: 'ce_type', time: 'ce_time' },
  ...{ position: 'ce_position', index: 'ce_index', incarnation: 'ce_incarnation', traceparent: 'ce_traceparent' },
  datacontenttype: 'content-type',
} as const;
/** Of those that are mostly what they were in the message before. */
const seen: { readonly [header: string]: SeenTexts | undefined } = Object.assign(
  Object.create(null) as object,
  Object.fromEntries(
    (['specversion', 'source', 'type', 'incarnation', 'index', 'datacontenttype'] as const).map((name) => [
      headerOf[name],
      new SeenTexts(),
    ]),
  ),
);
const readAnyway: ReadonlySet<string> = new Set(Object.values(headerOf));
export type UndecodableCode = Undecodable['code'];

/** The message in a record, or what is wrong with it. Attributes are named, what they hold is not. */
export const decoded = (place: Place, record: WireRecord): Delivered => {
  const key = keyOf(record.key);
  return read(
    place,
    key,
    () => inRecord(place, key, record),
    () => record,
  );
};

/** The same for an event in structured mode that was read as JSON already. */
export const decodedEvent = (place: Place, key: string, event: unknown): Delivered =>
  read(
    place,
    key,
    () => structured(place, key, event),
    () => ({ key: Buffer.from(key), value: Buffer.from(JSON.stringify(event ?? null)), headers: { 'content-type': structuredMode } }),
  );

const structuredMode = 'application/cloudevents+json';

const read = (place: Place, key: string, message: () => Message, record: () => WireRecord): Delivered => {
  try {
    return message();
  } catch (fault) {
    if (!(fault instanceof Wrong)) throw fault;
    return { ...place, key, code: fault.code, detail: fault.message, record: kept(record()) };
  }
};

/** Events of a key that is no text, or none that a table takes, stay together too, under a name for its bytes. */
const keyOf = (key: Buffer | null): string => {
  if (key === null) return '';
  const text = utf8(key);
  return text !== undefined && !text.includes('\0') ? text : `bytes:${key.toString('hex')}`;
};

const inRecord = (place: Place, key: string, { value, headers = {} }: WireRecord): Message => {
  if (value && value.length > largestDataBytes)
    throw new Wrong('record-too-large', `the value has ${value.length} bytes, the limit is ${largestDataBytes}`);
  const contentType = header(headers, 'content-type') ?? '';
  if (contentType.startsWith(structuredMode)) return structured(place, key, json(value));
  for (const name in headers) if (!readAnyway.has(name) && name.startsWith('ce_')) header(headers, name); // text as well
  const attributes: Attributes = (name) => {
    if (name === 'datacontenttype') return contentType;
    return header(headers, headerOf[name]) ?? (name === 'traceparent' ? header(headers, name) : undefined);
  };
  try {
    return messageOf(place, key, attributes, () => json(value));
  } catch (fault) {
    for (const name in headers) if (name.startsWith('ce_')) header(headers, name); // one that is no text says more than what is missing beside it
    throw fault;
  }
};

const structured = (place: Place, key: string, event: unknown): Message => {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) throw new Wrong('not-a-cloud-event', 'the value is no object');
  const attributes = event as { readonly [name: string]: unknown };
  return messageOf(
    place,
    key,
    (name) => attributes[name],
    () => attributes['data'],
  );
};

const messageOf = ({ topic, partition }: Place, key: string, attributes: Attributes, data: () => unknown): Message => {
  const specversion = attributes('specversion');
  if (specversion === undefined) throw new Wrong('not-a-cloud-event', 'there is no attribute specversion');
  if (specversion !== '1.0') throw new Wrong('specversion-unknown', 'specversion is not 1.0');
  const datacontenttype = attributes('datacontenttype') ?? 'application/json';
  const traceparent = attributes('traceparent');
  if (typeof datacontenttype !== 'string' || !/^application\/(json|[\w.+-]+\+json)\s*(;|$)/.test(datacontenttype))
    throw new Wrong('data-not-json', 'the content type is not JSON');
  return {
    specversion: '1.0',
    id: text(attributes, 'id'),
    source: text(attributes, 'source'),
    type: text(attributes, 'type'),
    time: text(attributes, 'time'),
    datacontenttype: 'application/json',
    data: data(),
    topic,
    partition,
    key,
    position: count(attributes, 'position'),
    index: count(attributes, 'index'),
    incarnation: text(attributes, 'incarnation'),
    ...(typeof traceparent === 'string' && { traceparent }),
  };
};

const header = (headers: WireHeaders, name: string): string | undefined => {
  const value = headers[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value)) throw new Wrong('not-a-cloud-event', `the header ${name} is there ${value.length} times`);
  const bytes = bytesOf(value);
  const text = seen[name]?.of(bytes, () => utf8(bytes)) ?? utf8(bytes);
  if (text === undefined) throw new Wrong('header-not-utf8', `the header ${name} is not UTF-8`);
  return text;
};

/** What is no UTF-8 leaves replacement characters, which are seldom there otherwise: the bytes are seldom gone through twice. */
const utf8 = (bytes: Buffer): string | undefined => {
  const text = bytes.toString();
  return text.includes('\ufffd') && !isUtf8(bytes) ? undefined : text;
};

const json = (value: Buffer | null): unknown => {
  if (value === null) throw new Wrong('data-not-json', 'there is no value');
  const text = utf8(value);
  if (text === undefined) throw new Wrong('data-not-json', 'the value is not UTF-8');
  try {
    return JSON.parse(text);
  } catch {
    throw new Wrong('data-not-json', 'the value is not JSON');
  }
};

/** CloudEvents 1.0, type system: no strings hold these. Without `\p{Cc}`, which says the same: this is looked for in every message. */
const control = /[\u0000-\u001f\u007f-\u009f]/;

const text = (attributes: Attributes, name: Attribute): string => {
  const value = attributes(name);
  if (typeof value !== 'string' || value === '') throw new Wrong('not-a-cloud-event', `there is no attribute ${name}`);
  if (control.test(value)) throw new Wrong('not-a-cloud-event', `the attribute ${name} holds control characters`);
  return value;
};

const count = (attributes: Attributes, name: Attribute): number => {
  const value = attributes(name);
  const number = Number(value ?? NaN);
  if (Number.isSafeInteger(number) && number >= 0 && value !== '') return number;
  throw new Wrong('not-a-cloud-event', `the attribute ${name} is no whole number from 0`);
};

class Wrong extends Error {
  constructor(
    readonly code: UndecodableCode,
    message: string,
  ) {
    super(message);
  }
}
