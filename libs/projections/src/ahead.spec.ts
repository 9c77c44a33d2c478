import { setTimeout as sleep } from 'node:timers/promises';
import type { Batch, RecordedEvent } from '@liaison/event-store';
import { ahead } from './ahead.js';

const batch = (upTo: number): Batch => ({ events: [{ position: upTo } as RecordedEvent], upTo });
async function* counted(batches: readonly Batch[], read: number[], fault?: Error): AsyncGenerator<Batch> {
  for (const each of batches) {
    read.push(each.upTo);
    yield each;
  }
  if (fault) throw fault;
}
const all = async (batches: AsyncIterable<Batch>, each = async () => {}): Promise<readonly Batch[]> => {
  const taken: Batch[] = [];
  for await (const one of batches) {
    taken.push(one);
    await each();
  }
  return taken;
};
const five = [1, 2, 3, 4, 5].map(batch);

describe('Reading ahead', () => {
  it('gives what came meanwhile as one batch, in order and all of it', async () => {
    const taken = await all(ahead(counted(five, []), 100), () => sleep(1));
    expect(taken.flatMap(({ events }) => events.map(({ position }) => position))).toEqual([1, 2, 3, 4, 5]);
    expect(taken.length).toBeLessThan(5);
    expect(taken.at(-1)?.upTo).toBe(5);
  });

  it('reads no more than it was told while nobody takes it', async () => {
    const read: number[] = [];
    const reading = ahead(counted(five, read), 2);
    await reading.next();
    await sleep(1);
    expect(read).toEqual([1, 2, 3]);
    await reading.return(undefined);
    expect(read).toEqual([1, 2, 3]);
  });

  it('tells of a fault after everything that came before it', async () => {
    const taken: number[] = [];
    const failing = async () => {
      for await (const { upTo } of ahead(counted(five, [], new RangeError('away')), 100)) taken.push(upTo);
    };
    await expect(failing()).rejects.toThrow('away');
    expect(taken.at(-1)).toBe(5);
  });
});
