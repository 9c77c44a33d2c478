import { createHash } from 'node:crypto';
import type { Asked } from '@liaison/event-store';
import type { PoolClient } from 'pg';
import { v5 as uuid } from 'uuid';
import type { Message } from '../message-bus.js';

/**
 * Work whose effect is rows of this service: it commits together with the note that the event has had its effect, or does not
 * happen because it had. Nothing of the effect may come after it.
 */
export type Together = <Result>(work: (client: PoolClient) => Promise<Result>) => Promise<Result | undefined>;

/** What a handler gets: the event as a command, and a transaction for effects that are rows. */
export type Cause = Asked & { readonly together: Together };

const causes = '3c1f7a52-94be-5b7d-a1c8-7d2f6e9b4a08';

/** The event as a command of the consumer: the same id for every delivery, so that it acts once whatever is repeated. */
export const causeOf = (message: Message, group: string, now: string): Asked => {
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
