import { setTimeout as sleep } from 'node:timers/promises';
import type { Batch } from '@liaison/event-store';

/**
 * The same batches, but of those without an event at most one in so many milliseconds: an empty one comes together with what
 * follows it meanwhile, or late. Whoever stops early ends the reading by its signal first.
 */
export async function* seldomEmpty(batches: AsyncIterable<Batch>, everyMs: number): AsyncGenerator<Batch> {
  const reading = batches[Symbol.asyncIterator]();
  let gave = -Infinity;
  try {
    for (let next = await reading.next(); !next.done;) {
      let batch: Batch = next.value;
      let pending = reading.next.bind(reading);
      const due = gave + everyMs - performance.now();
      if (batch.events.length === 0 && due > 0) {
        const patience = new AbortController();
        const late = sleep(due, 'late' as const, { signal: patience.signal }).catch(() => 'late' as const);
        try {
          while (batch.events.length === 0) {
            const arriving = pending();
            arriving.catch(() => undefined); // told when it is awaited
            pending = () => arriving;
            const arrived = await Promise.race([arriving, late]);
            if (arrived === 'late' || arrived.done) break;
            batch = arrived.value;
            pending = reading.next.bind(reading);
          }
        } finally {
          patience.abort();
        }
      }
      gave = performance.now();
      yield batch;
      next = await pending();
    }
  } finally {
    await reading.return?.();
  }
}
