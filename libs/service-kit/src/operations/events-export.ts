import type { EventStore, RecordedEvent } from '@liaison/event-store';

/** As it is shown outside: all of it, in this order. */
export const shown = ({ position, stream, revision, id, type, time, data, metadata }: RecordedEvent) => ({
  ...{ position, stream, revision, id, type, time, data, metadata },
});

export const linesOf = (events: readonly RecordedEvent[]): string => events.map((event) => `${JSON.stringify(shown(event))}\n`).join('');

/** A line per event. Batches are read as fast as the reader takes them, and no faster. */
export async function* asNdjson(store: Pick<EventStore, 'readAll'>, after: number): AsyncGenerator<string> {
  for await (const batch of store.readAll({ after })) yield linesOf(batch);
}
