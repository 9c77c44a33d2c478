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

export type Consumption = {
  readonly group: string;
  readonly topics: readonly string[];
  /**
   * One partition in order, never two messages of it at once. The offset moves when it resolves; when it rejects, the
   * same message comes again after a pause that grows.
   */
  readonly each: (message: Message) => Promise<void>;
  /** A stop or the loss of a partition: finish or give up soon. */
  readonly signal: AbortSignal;
};

/** What Kafka and the embedded log both are to us. */
export interface MessageBus {
  /** Topics exist, with just this number of partitions. @throws TopicMismatch */
  ensureTopics(topics: readonly TopicDefinition[]): Promise<void>;
  /** Resolves when all are durable, in the order given. May be repeated: consumers drop what they have handled. */
  publish(messages: readonly Message[]): Promise<void>;
  /** At least once, until the signal. Resolves when the last handler has ended. */
  consume(consumption: Consumption): Promise<void>;
  /** Whether messages can flow: for readiness. */
  healthy(): Promise<boolean>;
  close(): Promise<void>;
}
