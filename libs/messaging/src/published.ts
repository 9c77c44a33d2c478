import type { ContractEvent } from '@liaison/contracts';
import type { RecordedEvent } from '@liaison/event-store';

export type Published = (event: RecordedEvent) => readonly ContractEvent[] | 'unmapped';

/** This event is nobody else's business. */
export const keptPrivate = (): undefined => undefined;

type Mapping<Event extends { type: string; data: unknown }> = {
  readonly [Type in Event['type']]: (data: Extract<Event, { type: Type }>['data']) => ContractEvent | readonly ContractEvent[] | undefined;
};

/**
 * Every private event is published or kept, in so many words: a new one does not compile until somebody decides.
 * An event that the table does not know stops the relay with an alarm.
 */
export const publishes =
  <Event extends { type: string; data: unknown }>(mapping: Mapping<Event>): Published =>
  ({ type, data }) => {
    if (!Object.hasOwn(mapping, type)) return 'unmapped';
    const mapped = mapping[type as Event['type']](data);
    return mapped === undefined ? [] : [mapped].flat();
  };
