import { randomInt } from 'node:crypto';
import { WrongExpectedRevision } from '../errors.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { events, freshStream, numbers } from './events.js';

/** A process that appends so many events at random sizes, to streams of its own and to shared ones, and says what was acknowledged. */
const [connectionString = '', count = '0'] = process.argv.slice(2);
const store = new PostgresEventStore({ connectionString, schema: 'suite', context: 'suite' });
const shared = numbers(1, 5).map((n) => `suite.shared-${n}`);
let left = Number(count);

const size = (): number => Math.min(left, randomInt(4) === 0 ? randomInt(1, 60) : randomInt(1, 4));

const appending = async (): Promise<void> => {
  for (let own = freshStream('own'), revision = -1; left > 0;) {
    const given = events(size());
    left -= given.length;
    if (randomInt(5) === 0) await store.append(shared[randomInt(shared.length)] ?? own, 'any', given);
    else {
      ({ revision } = await store.append(own, revision === -1 ? 'no-stream' : revision, given));
      if (randomInt(10) === 0) {
        // an expectation that is wrong is refused, and none of its events is anywhere
        await store.append(own, revision + 7, events(2)).catch((fault: unknown) => {
          if (!(fault instanceof WrongExpectedRevision)) throw fault;
        });
      }
    }
    process.send?.(given.map(({ id }) => id));
    if (randomInt(8) === 0) [own, revision] = [freshStream('own'), -1];
  }
};

await Promise.all(numbers(1, 6).map(appending));
await store.close();
process.disconnect?.();
