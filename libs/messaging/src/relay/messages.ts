import type { Topic } from '@liaison/contracts';
import { uuidNamed, type RecordedEvent } from '@liaison/event-store';
import { UnknownTopic, UnmappedEvent } from '../errors.js';
import type { Message } from '../message-bus.js';
import { partitionFor } from '../partition.js';
import type { Published } from '../published.js';

export type Outbound = {
  readonly service: string;
  readonly incarnation: string;
  readonly published: Published;
  readonly topics: readonly Topic[];
};

const relayedMessages = 'b9d3f1a4-7c2e-5f60-8a15-2e4c6d8f0b13';

/** The messages of one event, the same ones however often it is relayed. @throws UnmappedEvent, UnknownTopic */
export const messagesOf = ({ service, incarnation, published, topics }: Outbound, event: RecordedEvent): readonly Message[] => {
  const contracts = published(event);
  if (contracts === 'unmapped') throw new UnmappedEvent(event.type, event.position);
  return contracts.map(({ type, topic, key, data }, index) => {
    const definition = topics.find(({ name }) => name === topic);
    if (!definition) throw new UnknownTopic(topic);
    return {
      specversion: '1.0',
      id: uuidNamed(`${service}/${incarnation}/${event.position}/${index}`, relayedMessages),
      source: `/liaison/${service}`,
      type,
      time: event.time,
      datacontenttype: 'application/json',
      data,
      topic,
      partition: partitionFor(key, definition.partitions),
      key,
      position: event.position,
      index,
      incarnation,
      ...(event.metadata.traceparent !== undefined && { traceparent: event.metadata.traceparent }),
    };
  });
};
