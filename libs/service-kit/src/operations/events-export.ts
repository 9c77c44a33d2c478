import type { EventStore } from '@liaison/event-store';

/** A line per event. Batches are read as fast as the reader takes them, and no faster. */
export async function* asNdjson(store: Pick<EventStore, 'readAll'>, after: number): AsyncGenerator<string> {
  for await (const batch of store.readAll({ after }))
    yield batch
      .map(({ position, stream, revision, id, type, time, data, metadata }) =>
        JSON.stringify({ position, stream, revision, id, type, time, data, metadata }),
      )
      .join('\n')
      .concat('\n');
}
