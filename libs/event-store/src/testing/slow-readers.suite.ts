import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { event, events, freshStream, numbers, readEverything, until } from './events.js';
import { reader } from './reader.js';
import type { Stage } from './stage.js';

const mebibyte = 1_048_576;

/** Bytes that are really in use: garbage does not count, and buffers are let go only some turns after what held them. */
const memoryInUse = async (): Promise<number> => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (const _ of numbers(1, 4)) {
    collect();
    await turn();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

const standing = () => {
  let walk = () => {};
  const gate = new Promise<void>((resolve) => (walk = resolve));
  return { gate, walk: () => walk() };
};

export const describeSlowReaders = (stage: Stage): void => {
  /** What the process holds more than before, when so many mebibytes have been appended. */
  const heldAfter = async (mebibytes: number): Promise<number> => {
    const before = await memoryInUse();
    for (const n of numbers(1, mebibytes))
      await stage.one.append(freshStream(), 'no-stream', [event({ text: `${n}`.padEnd(mebibyte - 1_000, 'x') })]);
    return (await memoryInUse()) - before;
  };

  describe('A reader that stands still', () => {
    it('holds back nothing and misses nothing', async () => {
      const after = await stage.one.head();
      const { gate, walk } = standing();
      const slow = reader(stage.two, { after }, () => gate);
      const quick = reader(stage.two, { after });
      await stage.one.append(freshStream(), 'no-stream', events(1));
      await until(() => slow.seen.length === 1);
      for (const _ of numbers(1, 30)) await stage.one.append(freshStream(), 'no-stream', events(100));
      await until(() => quick.seen.length === 3_001);
      expect(slow.seen).toHaveLength(1);
      walk();
      await until(() => slow.seen.length === 3_001);
      await Promise.all([slow.stop(), quick.stop()]);
      const order = (await readEverything(stage.one, { after })).map(({ id }) => id);
      expect(slow.seen.map(({ id }) => id)).toEqual(order);
    });

    it('does not collect what arrives meanwhile', async () => {
      const after = await stage.one.head();
      const without = await heldAfter(32);
      const { gate, walk } = standing();
      const slow = reader(stage.two, { after: await stage.one.head() }, () => gate);
      await stage.one.append(freshStream(), 'no-stream', events(1));
      await until(() => slow.seen.length === 1);
      const withReader = await heldAfter(32);
      expect(withReader - without).toBeLessThan(12 * mebibyte);
      walk();
      await until(() => slow.seen.length === 33);
      await slow.stop();
      expect(await stage.one.head()).toBeGreaterThan(after);
    });
  });
};
