import type { RecordedEvent } from '../event-store.js';
import { pageLimits } from './page.js';
import type { Reading } from './reading.js';

/** Nearer to the end everything is gone through: others who read there have it already. */
const far = 5_000;

export type Sparse = { readonly after: number; readonly categories: readonly string[]; readonly incarnation: string | undefined };

/** Events of categories of which there is little, up to where the store ends now; the last batch says where that is. */
export async function* sparsely(
  reading: Pick<Reading, 'head' | 'positionsOf' | 'at'>,
  { after, categories, incarnation }: Sparse,
): AsyncGenerator<{ readonly events: readonly RecordedEvent[]; readonly upTo: number }> {
  const head = await reading.head();
  if (head - after < far) return;
  const positions = await reading.positionsOf(categories, after, head, incarnation);
  for (let read = 0; read < positions.length;) {
    const events = await reading.at(positions.slice(read, read + pageLimits.events), incarnation);
    const last = events.at(-1);
    if (!last) return; // gone: the store is another one now, as whoever reads on will find
    yield { events, upTo: last.position };
    read += events.length;
  }
  yield { events: [], upTo: head };
}
