import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Context } from './context.js';
import { Failure } from './failure.js';
import { failureOf } from './problem.js';

/** Every raw event after a position as it arrives, no faster than it is taken. Whoever has seen enough may hang up. */
export const exportEvents = async (service: string, after: number, { api, stdout, screen }: Context): Promise<void> => {
  const path = `/${service}/operations/events?after=${after}`;
  const response = await api('operator').stream(path);
  if (!response.ok || !response.body) {
    const body: unknown = await response.json().catch(() => undefined);
    throw failureOf({ status: response.status, body, etag: null }, `GET ${path}`);
  }
  let lines = 0;
  let whole = true;
  const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      lines += chunk.reduce((count, byte) => (byte === newline ? count + 1 : count), 0);
      whole = chunk.at(-1) === newline;
      yield chunk;
    }
  };
  try {
    await pipeline(Readable.fromWeb(response.body), counted, stdout, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return;
    throw endedEarly(lines);
  }
  if (!whole) throw endedEarly(lines);
  screen.say(`${lines} events`);
};

const newline = 0x0a;

const endedEarly = (lines: number): Failure =>
  new Failure('export-incomplete', `The export ended early, after ${lines} events: the connection was lost`, { exported: lines });
