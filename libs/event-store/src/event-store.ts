/** Anything that JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * `<context>.<category>-<id>`: the context is the service, the category never contains a hyphen.
 * See {@link streamName} for the rule.
 */
export type StreamName = string;

/** The revision of the stream's last event (the first is 0), or what must be so of the stream. */
export type ExpectedRevision = number | 'no-stream' | 'stream-exists' | 'any';

export type EventMetadata = {
  /** The command that caused the event; derived event ids hang on it. */
  readonly commandId: string;
  /** Subject of the token, or the name of the workflow or consumer. Never a patient. */
  readonly by: string;
  readonly causationId?: string;
  readonly correlationId?: string;
  /** W3C Trace Context. */
  readonly traceparent?: string;
  /** Of the command, where the store cannot settle it with the append: written by such a store alone. */
  readonly fingerprint?: string;
  /** Of the shape of the data; 1 without it. */
  readonly version?: number;
};

export type NewEvent = {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: EventMetadata;
};

export type RecordedEvent = NewEvent & {
  /** Place in the one order of the service's store. The first is 1; gapless on Postgres. */
  readonly position: number;
  readonly stream: StreamName;
  readonly revision: number;
  /** UTC with milliseconds, given by the store. */
  readonly time: string;
};

export type Appended = { readonly revision: number; readonly position: number };

/** A command's first answer: what stands in the command log for 30 days. */
export type Settled = {
  readonly commandId: string;
  /** Of what was asked for: the same id with another fingerprint is another command under a used name. */
  readonly fingerprint: string;
  readonly answer: Answer;
};
export type Answer =
  | {
      readonly accepted: true;
      readonly stream: StreamName;
      /** After the command: of its last event, or of the stream as it was (−1: no stream) when there was nothing to do. */
      readonly revision: number;
      readonly position: number;
      /** How many events the command wrote; they end at `revision`. */
      readonly events: number;
    }
  | { readonly accepted: false; readonly refusals: readonly Json[]; readonly context?: Json };

/**
 * What was read in another incarnation of the store proves nothing: with this, work that rests on it is refused instead, by
 * {@link OtherIncarnation}.
 */
export type OfIncarnation = { readonly incarnation?: string };
export type AppendOptions = OfIncarnation & {
  /**
   * Settled with the append, in one transaction where the store is in PostgreSQL, right after it elsewhere. A command that is
   * settled already: {@link CommandSettledBefore}.
   */
  readonly command?: { readonly id: string; readonly fingerprint: string };
  /**
   * An append through this same store, perhaps still under way, that this one was decided on: it is refused by
   * {@link DecidedInVain} unless that one was written, then and there, as it was decided. An expected revision alone would be
   * met by whatever others wrote in its place.
   */
  readonly upon?: Promise<Appended>;
};

export type ReadOptions = OfIncarnation & {
  readonly from?: number;
  readonly direction?: 'forwards' | 'backwards';
  readonly limit?: number;
  readonly signal?: AbortSignal;
};
export type ReadAllOptions = OfIncarnation & {
  /** Exclusive; 0 is the beginning. */
  readonly after?: number;
  readonly limit?: number;
  readonly signal?: AbortSignal;
};
export type SubscribeOptions = OfIncarnation & {
  /** Exclusive; 0 is the beginning. */
  readonly after: number;
  readonly categories?: readonly string[];
  readonly types?: readonly string[];
  /** Of the categories there is little beside all else: far from the end a store may look for it, rather than go through everything. */
  readonly sparse?: boolean;
  readonly signal: AbortSignal;
};
/** `upTo` also passes over what the filter left out, so that nobody waits for a position that is never shown. */
export type Batch = { readonly events: readonly RecordedEvent[]; readonly upTo: number };

export interface EventStore {
  /**
   * Durable when it resolves. The same events again, with the original expected revision, change nothing and get the
   * first answer.
   * @throws WrongExpectedRevision, PartialRepeat, InvalidStreamName, InvalidAppend, EventTooLarge, CommandSettledBefore, DecidedInVain, StoreUnavailable
   */
  append(stream: StreamName, expected: ExpectedRevision, events: readonly NewEvent[], options?: AppendOptions): Promise<Appended>;
  /** Batches of one stream; none for a stream that does not exist. */
  read(stream: StreamName, options?: ReadOptions): AsyncIterable<readonly RecordedEvent[]>;
  /** @throws PositionInFuture, InvalidRead */
  readAll(options?: ReadAllOptions): AsyncIterable<readonly RecordedEvent[]>;
  /**
   * From `after` to the present and then live, until the signal. A lost connection is mended inside.
   * @throws PositionInFuture, InvalidRead
   */
  subscribe(options: SubscribeOptions): AsyncIterable<Batch>;
  /** The last position of this store, 0 when it is empty. */
  head(): Promise<number>;
  /** Another value means that positions and revisions of the old one prove nothing. */
  incarnation(): Promise<string>;
  close(): Promise<void>;
}

/** First answers, beside whichever event store. */
export interface CommandLog {
  find(commandId: string): Promise<Settled | undefined>;
  /** The first to settle wins; what is returned is what stands. @throws InvalidCommand */
  settle(settled: Settled, options?: OfIncarnation): Promise<Settled>;
}
