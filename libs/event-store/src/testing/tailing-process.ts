import { createHash } from 'node:crypto';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';

export type Tailed = {
  readonly count: number;
  /** Of every position with its event, in the order in which they came. */
  readonly order: string;
  readonly faults: readonly string[];
  readonly largestRss: number;
};

/** A process that tails a store from its beginning, checks what comes, and answers when it has come to the position it is told. */
const [connectionString = ''] = process.argv.slice(2);
const store = new PostgresEventStore({ connectionString, schema: 'suite' });
const leaving = new AbortController();
const order = createHash('sha256');
const revisions = new Map<string, number>();
const faults: string[] = [];
let [end, reached, count, largestRss] = [Infinity, 0, 0, 0];

const answer = (): void => {
  if (reached < end || leaving.signal.aborted) return;
  leaving.abort();
  process.send?.({ count, order: order.digest('hex'), faults: faults.slice(0, 5), largestRss } satisfies Tailed);
  process.disconnect?.();
};
process.on('message', (position: number) => {
  end = position;
  answer();
});
process.send?.('ready');

for await (const { events, upTo } of store.subscribe({ after: 0, signal: leaving.signal })) {
  for (const { position, stream, revision, id } of events) {
    if (position !== count + 1) faults.push(`position ${position} after ${count}`);
    if (revision !== (revisions.get(stream) ?? -1) + 1) faults.push(`${stream}@${revision} after ${revisions.get(stream)}`);
    revisions.set(stream, revision);
    order.update(`${position} ${id}\n`);
    count += 1;
  }
  reached = upTo;
  largestRss = Math.max(largestRss, process.memoryUsage.rss());
  answer();
}
await store.close();
