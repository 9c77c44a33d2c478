import { createHash } from 'node:crypto';
import type { Asked } from '@liaison/event-store';
import { v5 as uuid } from 'uuid';
import type { Message } from '../message-bus.js';

/** The event as a command of the consumer, which acts once however often it comes. */
export type Cause = Asked;

/** An event for a handler of many. */
export type Happened<Data> = { readonly data: Data; readonly cause: Cause };

const causes = '3c1f7a52-94be-5b7d-a1c8-7d2f6e9b4a08';

/** With its cause for who asks for it: handlers whose effect is rows mostly do not. */
export class HappenedNow<Data> implements Happened<Data> {
  readonly #message: Message;
  readonly #group: string;
  readonly #now: string;

  constructor(
    readonly data: Data,
    message: Message,
    group: string,
    now: string,
  ) {
    this.#message = message;
    this.#group = group;
    this.#now = now;
  }

  get cause(): Cause {
    return causeOf(this.#message, this.#group, this.#now);
  }
}

/** The event as a command of the consumer: the same id for every delivery, so that it acts once whatever is repeated. */
export const causeOf = (message: Message, group: string, now: string): Cause => {
  const { id, type, data, source, incarnation, position, index, traceparent } = message;
  // digests, for handlers whose effect is a command; the others need not wait for them
  return {
    get commandId() {
      return uuid([group, source, incarnation, position, index].join('/'), causes);
    },
    by: group,
    at: now,
    get fingerprint() {
      return createHash('sha256')
        .update(JSON.stringify([type, data]))
        .digest('hex');
    },
    causationId: id,
    ...(traceparent !== undefined && { traceparent }),
  };
};
