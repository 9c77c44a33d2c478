import type { AnyContract } from './all-contracts.js';
import type { Topic } from './contract.js';
import { jsonSchemaOf, type JsonSchema } from './json-schema.js';

const text = (description: string): JsonSchema => ({ type: 'string', description });

/** CloudEvents 1.0 in Kafka's binary mode. */
const cloudEvent: JsonSchema = {
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time', 'ce_position', 'ce_index', 'ce_incarnation'],
  properties: {
    ce_specversion: { type: 'string', const: '1.0' },
    ce_id: text('The same however often the event is sent'),
    ce_source: text('/liaison/<service>'),
    ce_type: text('The name of the contract, with its version'),
    ce_time: { type: 'string', format: 'date-time' },
    ce_partitionkey: text('The key of the record'),
    ce_position: text('Of the event in the one order of its source: not above the highest one handled, it is a repeat'),
    ce_index: text('Among the events that come from one position'),
    ce_incarnation: text('Of the source: another one means that positions begin anew'),
    traceparent: text('W3C Trace Context, where there is one'),
  },
};

const ref = (...path: readonly string[]) => ({ $ref: `#/${path.join('/')}` });
const byKey = <Value>(entries: readonly (readonly [string, Value])[]): Readonly<Record<string, Value>> => Object.fromEntries(entries);

const channelOf = ({ name, partitions, retentionDays }: Topic, contracts: readonly AnyContract[]) => ({
  address: name,
  messages: byKey(contracts.map(({ type }) => [type, ref('components', 'messages', type)])),
  bindings: {
    kafka: {
      topic: name,
      partitions,
      topicConfiguration: { 'retention.ms': retentionDays * 24 * 60 * 60 * 1000 },
      bindingVersion: '0.5.0',
    },
  },
});

const messageOf = ({ type, data }: AnyContract) => ({
  name: type,
  contentType: 'application/json',
  headers: ref('components', 'schemas', 'CloudEvent'),
  payload: jsonSchemaOf(data),
  bindings: { kafka: { key: text('Events of one key stay in order'), bindingVersion: '0.5.0' } },
});

/** What services promise each other, as an AsyncAPI 3.0 document. */
export const asyncApi = (contracts: readonly AnyContract[]) => {
  const topics = new Map(contracts.map(({ topic }) => [topic.name, topic]));
  const of = (name: string) => contracts.filter(({ topic }) => topic.name === name);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Liaison',
      version: '1.0.0',
      description:
        'The events that services promise each other. Patients are known by their ids alone. Within a version an event may gain optional fields, and nothing else changes.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    channels: byKey([...topics].map(([name, topic]) => [name, channelOf(topic, of(name))])),
    operations: byKey(
      [...topics.keys()].map((name) => [
        `publish.${name}`,
        {
          action: 'send',
          channel: ref('channels', name),
          messages: of(name).map(({ type }) => ref('channels', name, 'messages', type)),
        },
      ]),
    ),
    components: {
      messages: byKey(contracts.map((contract) => [contract.type, messageOf(contract)])),
      schemas: { CloudEvent: cloudEvent },
    },
  };
};
