// A process of its own, so that its memory is that of one reader: argv is connection string, schema, and how far to read.
// With a fourth argument it stands still after its first batch until it is told to go on.
import { once } from 'node:events';
import { PostgresEventStore } from '@liaison/event-store';

const [connectionString = '', schema = '', end = '', still] = process.argv.slice(2);
const store = new PostgresEventStore({ connectionString, schema });
const stop = new AbortController();
let events = 0;
for await (const batch of store.subscribe({ after: 0, signal: stop.signal })) {
  if (still !== undefined && events === 0) {
    process.send?.('standing');
    await once(process, 'message');
  }
  events += batch.events.length;
  if (batch.upTo >= Number(end)) stop.abort();
}
await store.close();
process.send?.({ events, megabytes: process.resourceUsage().maxRSS / 1024 });
process.disconnect?.();
