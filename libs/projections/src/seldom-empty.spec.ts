import type { Batch, RecordedEvent } from '@liaison/event-store';
import { seldomEmpty } from './seldom-empty.js';

const empty = (upTo: number): Batch => ({ events: [], upTo });
const full = (upTo: number): Batch => ({ events: [{ position: upTo } as RecordedEvent], upTo });
/** What arrives when somebody says so, and the end or a fault. */
const arriving = () => {
  const steps: (() => IteratorResult<Batch, undefined>)[] = [];
  let wake = () => {};
  const add = (step: () => IteratorResult<Batch, undefined>) => {
    steps.push(step);
    wake();
  };
  let returned = false;
  const batches: AsyncIterable<Batch> = {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        while (steps.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        return (steps.shift() as () => IteratorResult<Batch, undefined>)();
      },
      return: () => {
        returned = true;
        return Promise.resolve({ done: true, value: undefined });
      },
    }),
  };
  return {
    batches,
    give: (batch: Batch) => add(() => ({ done: false, value: batch })),
    end: () => add(() => ({ done: true, value: undefined })),
    fail: (fault: Error) =>
      add(() => {
        throw fault;
      }),
    wasEnded: () => returned,
  };
};
const ages = 3_600_000;
const soon = 20;
const upTo = async (reading: AsyncGenerator<Batch>): Promise<number | undefined> => {
  const { value, done } = await reading.next();
  return done ? undefined : value.upTo;
};

describe('Batches of which few are empty', () => {
  it('give every batch that has events, and the first empty one, at once', async () => {
    const from = arriving();
    const reading = seldomEmpty(from.batches, ages);
    [empty(1), full(2), full(3)].forEach(from.give);
    expect([await upTo(reading), await upTo(reading), await upTo(reading)]).toEqual([1, 2, 3]);
  });

  it('let an empty one that comes soon after another go with what follows it', async () => {
    const from = arriving();
    const reading = seldomEmpty(from.batches, ages);
    [full(1), empty(2), empty(3), full(4), full(5)].forEach(from.give);
    expect([await upTo(reading), await upTo(reading), await upTo(reading)]).toEqual([1, 4, 5]);
  });

  it('give it late when nothing follows, and lose nothing that comes then', async () => {
    const from = arriving();
    const reading = seldomEmpty(from.batches, soon);
    [full(1), empty(2), empty(3)].forEach(from.give);
    expect([await upTo(reading), await upTo(reading)]).toEqual([1, 3]);
    from.give(full(4));
    expect(await upTo(reading)).toBe(4);
  });

  it('give what they held back before they end', async () => {
    const from = arriving();
    const reading = seldomEmpty(from.batches, ages);
    [full(1), empty(2)].forEach(from.give);
    from.end();
    expect([await upTo(reading), await upTo(reading), await upTo(reading)]).toEqual([1, 2, undefined]);
  });

  it('tell of a fault, and end what they read when nobody wants more', async () => {
    const from = arriving();
    const reading = seldomEmpty(from.batches, soon);
    from.give(full(1));
    expect(await upTo(reading)).toBe(1);
    from.give(empty(2));
    from.fail(new RangeError('away'));
    await expect(upTo(reading)).rejects.toThrow('away');
    expect(from.wasEnded()).toBe(true);
  });
});
