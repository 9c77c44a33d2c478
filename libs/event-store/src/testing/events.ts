import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { NewEvent, ReadAllOptions, ReadOptions, RecordedEvent, StreamName } from '../event-store.js';
import { streamName } from '../streams.js';
import type { Store } from './stage.js';

/** A stream of the suite's context that nobody else uses. */
export const freshStream = (category = 'room'): StreamName => streamName('suite', category, randomUUID());

export const event = (data: unknown = {}, type = 'Told'): NewEvent => ({
  id: randomUUID(),
  type,
  data,
  metadata: { commandId: randomUUID(), by: 'suite' },
});

export const events = (count: number, type = 'Told'): readonly NewEvent[] => Array.from({ length: count }, (_, n) => event({ n }, type));

export const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);

const flat = async (batches: AsyncIterable<readonly RecordedEvent[]>): Promise<readonly RecordedEvent[]> => {
  const all: RecordedEvent[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
};
export const readStream = (store: Store, stream: StreamName, options?: ReadOptions) => flat(store.read(stream, options));
export const readEverything = (store: Store, options?: ReadAllOptions) => flat(store.readAll(options));

export const idsOf = (recorded: readonly { readonly id: string }[]): readonly string[] => recorded.map(({ id }) => id);

/** Fulfilled or rejected, in the order of the attempts. */
export const outcomes = async <Result>(attempts: readonly Promise<Result>[]) => {
  const settled = await Promise.allSettled(attempts);
  return {
    fulfilled: settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])),
    rejected: settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : [])),
  };
};

/** Until the condition holds; the test's own limit ends it otherwise. */
export const until = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await holds())) await setTimeout(5);
};
