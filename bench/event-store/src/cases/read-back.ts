import type { PostgresEventStore } from '@liaison/event-store';
import { Difference, same } from '../difference.js';

/** Reads everything once more: every position once, every stream without a gap, and as many as the database counts. */
export const readBack = async (store: PostgresEventStore, expected: number): Promise<void> => {
  const revisions = new Map<string, number>();
  let position = 0;
  for await (const batch of store.readAll())
    for (const event of batch) {
      position += 1;
      const revision = (revisions.get(event.stream) ?? -1) + 1;
      if (event.position !== position) throw new Difference('the next position', position, event.position);
      if (event.revision !== revision) throw new Difference(`the next revision of ${event.stream}`, revision, event.revision);
      revisions.set(event.stream, revision);
    }
  same('events read back', expected, position);
};
