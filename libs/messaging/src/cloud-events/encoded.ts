import { MessageTooLarge } from '../errors.js';
import type { Message } from '../message-bus.js';

/** Of the data of one event, in bytes: what every broker takes, with room for the attributes below a mebibyte. */
export const largestDataBytes = 1_000_000;

export type EncodedRecord = {
  readonly key: string;
  readonly value: string;
  /** Of the value. */
  readonly bytes: number;
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * A message as a Kafka record: CloudEvents 1.0, binary content mode (cloudevents/bindings/kafka-protocol-binding.md, 3.2).
 * `traceparent` stands there twice: as the distributed tracing extension and as W3C Trace Context, which tools look for.
 * @throws MessageTooLarge
 */
export const encoded = (message: Message): EncodedRecord => {
  const { specversion, id, source, type, time, datacontenttype, key, position, index, incarnation, traceparent } = message;
  const value = JSON.stringify(message.data);
  const bytes = Buffer.byteLength(value);
  if (bytes > largestDataBytes) throw new MessageTooLarge(message.topic, position, bytes, largestDataBytes);
  // one literal: to put it together from parts takes longer than the JSON
  const headers = {
    ce_specversion: specversion,
    ce_id: id,
    ce_source: source,
    ce_type: type,
    ce_time: time,
    ce_partitionkey: key,
    ce_position: String(position),
    ce_index: String(index),
    ce_incarnation: incarnation,
    'content-type': datacontenttype,
  };
  return { key, value, bytes, headers: traceparent === undefined ? headers : { ...headers, ce_traceparent: traceparent, traceparent } };
};
