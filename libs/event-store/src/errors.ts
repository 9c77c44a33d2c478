import type { ExpectedRevision, Settled, StreamName } from './event-store.js';

/** What an event store refuses, each with a code that stays the same whatever the message says. */
export abstract class EventStoreError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

export class WrongExpectedRevision extends EventStoreError {
  readonly code = 'wrong-expected-revision';
  constructor(
    readonly stream: StreamName,
    readonly expected: ExpectedRevision,
    /** −1: there is no stream. */
    readonly actual: number,
  ) {
    super(`${stream}: expected ${expected}, found ${actual === -1 ? 'no stream' : `revision ${actual}`}`);
  }
}

/** Some of the events are there and others are not: neither a repeat nor something new. */
export class PartialRepeat extends EventStoreError {
  readonly code = 'partial-repeat';
  constructor(readonly stream: StreamName) {
    super(`${stream}: some of these events were appended before, others were not`);
  }
}

/** Nothing was appended: the append that this one was decided on did not stand. Decide again. */
export class DecidedInVain extends EventStoreError {
  readonly code = 'decided-in-vain';
  constructor(
    readonly stream: StreamName,
    options?: ErrorOptions,
  ) {
    super(`${stream}: what this append was decided on does not stand`, options);
  }
}

export class InvalidStreamName extends EventStoreError {
  readonly code = 'invalid-stream-name';
  constructor(readonly stream: string) {
    super(`${JSON.stringify(stream)} is not <context>.<category>-<id>`);
  }
}

export class InvalidAppend extends EventStoreError {
  readonly code = 'invalid-append';
  constructor(
    readonly stream: StreamName,
    /** Where in the append: `events[1].data.name`. */
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${stream}: ${path} ${reason}`);
  }
}

export class EventTooLarge extends EventStoreError {
  readonly code = 'event-too-large';
  constructor(
    readonly stream: StreamName,
    readonly path: string,
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`${stream}: ${path} has ${bytes} bytes, the limit is ${limit}`);
  }
}

export class UnknownEventType extends EventStoreError {
  readonly code = 'unknown-event-type';
  constructor(
    readonly stream: StreamName,
    readonly revision: number,
    readonly type: string,
  ) {
    super(`${stream}@${revision}: no event of type ${type} is known here`);
  }
}

/** Written by a newer program than this one. */
export class UnknownEventVersion extends EventStoreError {
  readonly code = 'unknown-event-version';
  constructor(
    readonly stream: StreamName,
    readonly revision: number,
    readonly type: string,
    readonly version: number,
    /** The last version that is known here. */
    readonly known: number,
  ) {
    super(`${stream}@${revision}: ${type} has version ${version}, here versions up to ${known} are known`);
  }
}

/** What one version of an event's data is in the next could not be said. */
export class NotUpcast extends EventStoreError {
  readonly code = 'not-upcast';
  constructor(
    readonly stream: StreamName,
    readonly revision: number,
    readonly type: string,
    /** Where it stood. */
    readonly version: number,
    options: ErrorOptions,
  ) {
    super(`${stream}@${revision}: ${type} could not be brought from version ${version} to the next`, options);
  }
}

/** Nothing was appended: this command had its answer before. */
export class CommandSettledBefore extends EventStoreError {
  readonly code = 'command-settled-before';
  constructor(readonly settled: Settled) {
    super(`command ${settled.commandId} was settled before`);
  }
}

/** The id of one command stands on another. */
export class CommandIdReused extends EventStoreError {
  readonly code = 'command-id-reused';
  constructor(readonly commandId: string) {
    super(`command ${commandId} was used before for something else`);
  }
}

/** The stream moved on between every read and every append of this process. Worth another try later. */
export class TooMuchContention extends EventStoreError {
  readonly code = 'too-much-contention';
  constructor(
    readonly stream: StreamName,
    readonly attempts: number,
  ) {
    super(`${stream}: ${attempts} attempts met another writer`);
  }
}

/** The database could not be reached for as long as an append waits. Whether it took effect, a repeat will tell. */
export class StoreUnavailable extends EventStoreError {
  readonly code = 'store-unavailable';
}

/** The store was closed by this process. */
export class StoreClosed extends EventStoreError {
  readonly code = 'store-closed';
  constructor() {
    super('the event store was closed');
  }
}

/** The store was restored or failed over: revisions and positions of the other time prove nothing here. Read again. */
export class OtherIncarnation extends EventStoreError {
  readonly code = 'other-incarnation';
  constructor(
    readonly expected: string,
    readonly actual: string,
  ) {
    super(`expected the store's incarnation ${expected}, found ${actual}`);
  }
}

/** Nobody can have read this far: the position is of another store or of another time. */
export class PositionInFuture extends EventStoreError {
  readonly code = 'position-in-future';
  constructor(
    readonly position: number,
    readonly head: number,
  ) {
    super(`position ${position} lies behind the last one, ${head}`);
  }
}

export class InvalidRead extends EventStoreError {
  readonly code = 'invalid-read';
  constructor(
    /** Which option: `from`, `after`, `limit`. */
    readonly option: string,
    readonly value: number,
  ) {
    super(`${option} is a whole number from 0 on, not ${value}`);
  }
}

/** An answer that cannot be kept. */
export class InvalidCommand extends EventStoreError {
  readonly code = 'invalid-command';
  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path} ${reason}`);
  }
}

/** The tables were made by an older or a newer program. */
export class OtherSchemaVersion extends EventStoreError {
  readonly code = 'other-schema-version';
  constructor(
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`this program works with version ${expected} of the event store's tables, these are of version ${actual}`);
  }
}

export class StoreNotMigrated extends EventStoreError {
  readonly code = 'store-not-migrated';
  constructor(options?: ErrorOptions) {
    super('there are no tables of an event store in the search path', options);
  }
}

/** The user of the connection may not do that, or is not who it says. */
export class StoreAccessDenied extends EventStoreError {
  readonly code = 'store-access-denied';
}

/** Somebody deleted the stream for good, by other means than this library. */
export class StreamDeleted extends EventStoreError {
  readonly code = 'stream-deleted';
  constructor(readonly stream: StreamName) {
    super(`${stream} was deleted and takes no events any more`);
  }
}

/** No event ever had this position, and no checkpoint said it. */
export class UnknownPosition extends EventStoreError {
  readonly code = 'unknown-position';
  constructor(readonly position: number) {
    super(`${position} is no position of this event store`);
  }
}

/** What somebody else wrote there is not JSON. */
export class UnreadableEvent extends EventStoreError {
  readonly code = 'unreadable-event';
  constructor(
    readonly stream: StreamName,
    readonly revision: number,
    /** `data` or `metadata`. */
    readonly path: string,
  ) {
    super(`${stream}@${revision}: its ${path} cannot be read as JSON`);
  }
}

/** A position beyond 2^53 − 1. */
export class PositionTooLarge extends EventStoreError {
  readonly code = 'position-too-large';
  constructor(readonly position: string) {
    super(`${position} is a position that a number cannot hold exactly`);
  }
}
