import { z } from 'zod';
import type { Context } from '../context.js';
import { Failure } from '../failure.js';
import { failureOf } from '../problem.js';

export const RawEvent = z.object({
  ...{ position: z.number(), stream: z.string(), revision: z.number(), id: z.string(), type: z.string(), time: z.string() },
  ...{ data: z.unknown(), metadata: z.looseObject({}) },
});
export type RawEvent = z.infer<typeof RawEvent>;

/** The connection ended in the middle: what came before is whole. */
export class CutShort extends Error {}

/** The events of an answer of lines, as they arrive. @throws CutShort, and Failure with the problem when it is no such answer */
export async function* eventLines(path: string, { api }: Pick<Context, 'api'>): AsyncGenerator<RawEvent> {
  const response = await api('operator').stream(path);
  if (!response.ok || !response.body) {
    const body: unknown = await response.json().catch(() => undefined);
    throw failureOf({ status: response.status, body, etag: null }, `GET ${path}`);
  }
  const decoder = new TextDecoder();
  let rest = '';
  const chunks = response.body.values() as AsyncIterableIterator<Uint8Array>;
  for (;;) {
    const next = await chunks.next().catch(() => {
      throw new CutShort();
    });
    if (next.done) break;
    const lines = (rest + decoder.decode(next.value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield eventOf(line);
  }
  if (rest !== '') throw new CutShort();
}

const eventOf = (line: string): RawEvent => {
  try {
    return RawEvent.parse(JSON.parse(line));
  } catch {
    throw new Failure('unexpected-answer', 'An event came that this command line does not understand: is it of the same version?');
  }
};
