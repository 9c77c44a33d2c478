import { pause, pauseAfter, type Log } from '@liaison/projections';
import type { Kafka, Producer } from 'kafkajs';
import { encoded, type EncodedRecord } from '../cloud-events/encoded.js';
import { UnknownTopic } from '../errors.js';
import { grouped } from '../grouped.js';
import type { Message } from '../message-bus.js';
import { kafkajs } from './connection.js';
import { brokerFault, brokersWord } from './faults.js';

type Sent = EncodedRecord & { readonly topic: string; readonly partition: number };

/** One request: what a topic takes as one batch (max.message.bytes), with room for what is around the records. */
const most = { bytes: 1_100_000, records: 1_000 };
const pauses = { firstMs: 100, maxMs: 1_000 };
/** Then the caller hears of it, and has its own way of going on. */
const patienceMs = 5_000;

/**
 * Sends in order, one request at a time, each until it is acknowledged by all replicas: with two of them under way a failed
 * first and a successful second would change the order. The broker recognises what is sent again after a lost answer.
 */
export class KafkaPublisher {
  private producer: Promise<Producer> | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly client: () => Promise<Kafka>,
    private readonly log: Log,
    private readonly closing: AbortSignal,
  ) {}

  /** @throws MessageTooLarge, UnknownTopic, BrokerFault */
  async publish(messages: readonly Message[]): Promise<void> {
    const records = messages.map((message) => ({ ...encoded(message), topic: message.topic, partition: message.partition }));
    const sending = this.last.then(() => this.sendAll(records));
    this.last = sending.catch(() => undefined);
    await sending;
  }

  async close(): Promise<void> {
    await this.last;
    await this.discard();
  }

  private async sendAll(records: readonly Sent[]): Promise<void> {
    for (const request of requests(records)) await this.sendUntilItStands(request);
  }

  private async sendUntilItStands(request: readonly Sent[]): Promise<void> {
    const until = performance.now() + patienceMs;
    for (let failures = 0; ; failures += 1) {
      try {
        return await this.send(request);
      } catch (fault) {
        const word = brokersWord(fault);
        if (word === 'UNKNOWN_TOPIC_OR_PARTITION') throw new UnknownTopic(request[0]?.topic ?? '');
        // a producer that has lost its number or its place in the sequence never finds it again
        if (/PRODUCER|SEQUENCE|EPOCH/.test(word)) await this.discard();
        const { code } = brokerFault(fault);
        this.log.warn({ code, said: word, failures: failures + 1 }, 'messages were not taken, they are sent again');
        if (performance.now() >= until || this.closing.aborted || code === 'broker-forbids' || code === 'broker-credentials-refused')
          throw brokerFault(fault);
        await pause(pauseAfter(failures, pauses), this.closing);
      }
    }
  }

  private async send(request: readonly Sent[]): Promise<void> {
    const byTopic = grouped(request, ({ topic }) => topic);
    const producer = await this.connected();
    await producer.sendBatch({ acks: -1, topicMessages: [...byTopic].map(([topic, messages]) => ({ topic, messages: [...messages] })) });
  }

  private async connected(): Promise<Producer> {
    this.producer ??= this.connect();
    try {
      return await this.producer;
    } catch (fault) {
      this.producer = undefined;
      throw fault;
    }
  }

  private async connect(): Promise<Producer> {
    const { Partitioners } = await kafkajs();
    const client = await this.client();
    const producer = client.producer({
      ...{ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false },
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    return producer;
  }

  private async discard(): Promise<void> {
    const producer = this.producer;
    this.producer = undefined;
    await producer?.then((connected) => connected.disconnect()).catch(() => undefined);
  }
}

/** In their order, no request too large for a topic unless a single record is. */
const requests = (records: readonly Sent[]): readonly (readonly Sent[])[] => {
  const all: Sent[][] = [];
  let bytes = Infinity;
  for (const record of records) {
    const size = record.bytes + record.key.length * 3 + 700;
    const current = all.at(-1);
    if (!current || bytes + size > most.bytes || current.length === most.records) {
      all.push([record]);
      bytes = size;
    } else {
      current.push(record);
      bytes += size;
    }
  }
  return all;
};
