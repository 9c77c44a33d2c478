import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import type { EventStore, SubscribeOptions } from '@liaison/event-store';
import { linesOf } from './events-export.js';

/** An empty line so often: whoever reads knows that somebody is there, and so does everything in between. */
const beatMs = 15_000;

/** A line per event, from a position to the present and then as they come, until the signal. As fast as they are taken. */
export const liveEvents = (store: Pick<EventStore, 'subscribe'>, options: SubscribeOptions): Readable => {
  const out = new PassThrough();
  out.write('\n'); // with it go the headers: whoever listens where nothing happens knows that it works
  const beat = setInterval(() => out.write('\n'), beatMs).unref();
  const pump = async () => {
    for await (const { events } of store.subscribe(options))
      if (events.length > 0 && !out.write(linesOf(events))) await once(out, 'drain', { signal: options.signal });
  };
  pump()
    .then(
      () => out.end(),
      (fault: unknown) => (options.signal.aborted ? out.end() : out.destroy(fault instanceof Error ? fault : undefined)),
    )
    .finally(() => clearInterval(beat));
  return out;
};
