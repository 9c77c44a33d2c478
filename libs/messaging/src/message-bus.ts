import type { KeptRecord } from './cloud-events/record.js';

/** CloudEvents 1.0, with the extensions that let a consumer act once: where the event stood in its source's one order. */
export type Message = {
  readonly specversion: '1.0';
  readonly id: string;
  /** `/liaison/<service>`. */
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: unknown;
  readonly topic: string;
  readonly partition: number;
  /** Events of one key stay in order. */
  readonly key: string;
  /** Position in the source's event store; with `incarnation` and `index` it is what consumers remember. */
  readonly position: number;
  /** Several contract events may come from one private event. */
  readonly index: number;
  readonly incarnation: string;
  readonly traceparent?: string;
};

export type TopicDefinition = { readonly name: string; readonly partitions: number; readonly retentionDays: number };

/** A record of a topic that is no message as we know them: never skipped, never a reason to fall over. */
export type Undecodable = {
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  readonly code: 'not-a-cloud-event' | 'specversion-unknown' | 'data-not-json' | 'header-not-utf8' | 'record-too-large';
  /** What is wrong, without what the record holds. */
  readonly detail: string;
  readonly record: KeptRecord;
};

/** What lies in a partition. */
export type Delivered = Message | Undecodable;
export const isUndecodable = (record: Delivered): record is Undecodable => 'record' in record;

export type Place = { readonly topic: string; readonly partition: number };

export type Consumption = {
  readonly group: string;
  readonly topics: readonly string[];
  /**
   * What waits in one partition, in order, a batch at a time and never two of one partition at once. Resolves with how many of them
   * have been handled, from the first one on: their offsets move, the others come again. When it rejects, the first comes again
   * alone, after a pause that grows. `leaving`: the partition is another member's now, or there is a stop; give up soon.
   */
  readonly deliver: (records: readonly Delivered[], leaving: AbortSignal) => Promise<number>;
  /** Before the first message of a partition that this member got, or got again: what it remembered of it may be old. */
  readonly assigned?: (place: Place) => void;
  /** Before the offsets of these partitions move; when it rejects, they do not. */
  readonly settle?: (places: readonly Place[]) => Promise<void>;
  /** A stop: finish or give up soon. */
  readonly signal: AbortSignal;
};

/** Codes and counts; anybody may see them. */
export type BusHealth = { readonly ok: boolean; readonly code?: string; readonly [fact: string]: unknown };
export type PartitionLag = Place & { readonly lag: number };

/** What Kafka and the embedded log both are to us. */
export interface MessageBus {
  /** Topics exist, with just this number of partitions. @throws TopicMismatch, BrokerFault */
  ensureTopics(topics: readonly TopicDefinition[]): Promise<void>;
  /**
   * Resolves when all are durable, in the order given. May be repeated: consumers drop what they have handled.
   * @throws UnknownTopic, MessageTooLarge (then none of them was sent), BrokerFault
   */
  publish(messages: readonly Message[]): Promise<void>;
  /** At least once, until the signal; whatever breaks meanwhile is mended inside. Resolves when the last handler has ended. */
  consume(consumption: Consumption): Promise<void>;
  /** Whether messages can flow: for readiness. */
  health(): Promise<BusHealth>;
  /** Messages that the group has not handled, of the partitions that this process has. */
  lag(group: string): Promise<readonly PartitionLag[]>;
  close(): Promise<void>;
}
