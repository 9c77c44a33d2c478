import type { Batch } from '@liaison/event-store';

/**
 * Reads on while a batch is worked on, up to so many events: what has come meanwhile is the next batch. Whoever stops early ends
 * the reading by its signal first, or waits for it.
 */
export async function* ahead(batches: AsyncIterable<Batch>, events: number): AsyncGenerator<Batch> {
  let waiting: Batch | undefined;
  let over = false;
  let fault: { readonly of: unknown } | undefined;
  let arrived = () => {};
  let taken = () => {};
  const read = async () => {
    for await (const batch of batches) {
      waiting = waiting ? { events: [...waiting.events, ...batch.events], upTo: batch.upTo } : batch;
      arrived();
      while (!over && waiting && waiting.events.length >= events) await new Promise<void>((resolve) => (taken = resolve));
      if (over) return;
    }
  };
  const reading = read()
    .catch((of: unknown) => (fault = { of }))
    .finally(() => {
      over = true;
      arrived();
    });
  try {
    for (;;) {
      if (waiting) {
        const batch: Batch = waiting;
        waiting = undefined;
        taken();
        yield batch;
      } else if (over) break;
      else await new Promise<void>((resolve) => (arrived = resolve));
    }
    if (fault) throw fault.of;
  } finally {
    over = true;
    taken();
    await reading;
  }
}
