import { createHash } from 'node:crypto';
import { isUndecodable, type Delivered, type Place } from '../message-bus.js';

/** What is parked: an event that could not be handled, or a record that could not be read. */
export type ParkedContent = Delivered;
export type Why = { readonly code: string; readonly detail: string; readonly attempts: number };

/** A key whose events wait. */
export type ParkedKey = Place & {
  readonly id: string;
  readonly key: string;
  readonly since: string;
  readonly events: number;
  /** Of the event that the others wait behind. */
  readonly first: ParkedEvent | undefined;
};
export type ParkedEvent = {
  readonly id: number;
  readonly parkedAt: string;
  /** Absent for a record that could not be read. */
  readonly type?: string;
  readonly source?: string;
  readonly position?: number;
  /** Absent for an event that waits behind another. */
  readonly code?: string;
  readonly detail?: string;
  readonly attempts: number;
};
export type ParkedEventWithContent = ParkedEvent & { readonly content: ParkedContent };

/** The same for every delivery of one event; of a record that could not be read, for every delivery of the same bytes. */
export const digestOf = (content: ParkedContent): string => {
  const identity = isUndecodable(content)
    ? ['record', JSON.stringify(content.record)]
    : ['message', content.source, content.incarnation, content.position, content.index];
  return createHash('sha256').update(identity.join('\n')).digest('hex');
};
