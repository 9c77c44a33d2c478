/** The topic is there with another number of partitions, which is part of its contract: order by key would break. */
export class TopicMismatch extends Error {
  readonly code = 'topic-mismatch';
  constructor(
    readonly topic: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`topic ${topic} has ${actual} partitions, not ${expected}`);
  }
}

/** Nobody has ensured this topic, or it has no such partition. */
export class UnknownTopic extends Error {
  readonly code = 'unknown-topic';
  constructor(readonly topic: string) {
    super(`there is no topic ${topic} with such a partition`);
  }
}

/** Lower-case words with dots between them: what Kafka takes, and what this bus can tell apart. */
export class InvalidTopicName extends Error {
  readonly code = 'invalid-topic-name';
  constructor(readonly topic: string) {
    super(`"${topic}" is no topic name of the form context.family.v1`);
  }
}

/** A private event that nobody has decided about. Nothing after it is published until somebody does. */
export class UnmappedEvent extends Error {
  readonly code = 'unmapped-event';
  constructor(
    readonly type: string,
    readonly position: number,
  ) {
    super(`event ${type} at position ${position} is neither published nor kept private`);
  }
}

/** The data is not what the contract promises. The fields are named, their values are not. */
export class ContractBroken extends Error {
  readonly code = 'contract-broken';
  constructor(
    readonly type: string,
    readonly paths: readonly string[],
  ) {
    super(`the data of ${type} breaks its contract at ${paths.join(', ')}`);
  }
}

/** A consumer that could never work: found when it starts. */
export class InvalidConsumer extends Error {
  readonly code = 'invalid-consumer';
}

/** The data of one message is larger than a broker would take. None of its batch was sent. */
export class MessageTooLarge extends Error {
  readonly code = 'message-too-large';
  constructor(
    readonly topic: string,
    readonly position: number,
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`the message of position ${position} for ${topic} has ${bytes} bytes of data, the limit is ${limit}`);
  }
}

export type BrokerFaultCode =
  'broker-unreachable' | 'broker-credentials-refused' | 'broker-tls-failed' | 'broker-forbids' | 'broker-refuses';

/** The broker cannot be reached, or does not do what it is asked for. */
export class BrokerFault extends Error {
  constructor(
    readonly code: BrokerFaultCode,
    /** The broker's own word for it. */
    readonly said: string,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${said}`, options);
  }
}

/** A handled type in a version that this program does not know yet: the next one may. */
export class VersionUnknown extends Error {
  readonly code = 'version-unknown';
  constructor(readonly type: string) {
    super(`${type} is a version that is not known here`);
  }
}

/** Nothing here handles what was parked: the program has changed. */
export class NotHandled extends Error {
  readonly code = 'not-handled';
  constructor(readonly type: string) {
    super(`nothing here handles ${type}`);
  }
}

/** A record that could not be read when it came, and cannot be read now. */
export class RecordUndecodable extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** So many keys of a partition are parked that its messages are hardly what is wrong: it stands still until some are replayed or dropped. */
export class TooManyParkedKeys extends Error {
  readonly code = 'too-many-parked-keys';
  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly most: number,
  ) {
    super(`${most} keys of ${topic}/${partition} are parked`);
  }
}

export class ParkedKeyUnknown extends Error {
  readonly code = 'parked-key-unknown';
  constructor(readonly id: string) {
    super(`no key is parked under ${id}`);
  }
}

export class ParkedEventUnknown extends Error {
  readonly code = 'parked-event-unknown';
  constructor(
    readonly id: string,
    readonly event: number,
  ) {
    super(`no event ${event} waits under ${id}`);
  }
}

/** Somebody replays this key at the moment. */
export class ParkedKeyBusy extends Error {
  readonly code = 'parked-key-busy';
  constructor(readonly id: string) {
    super(`${id} is being replayed`);
  }
}
