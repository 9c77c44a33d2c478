import type { RecordedEvent } from '../event-store.js';
import { pageLimits } from './page.js';
import { Recent } from './recent.js';

const now = 'now';

describe('The end of the store that all readers of a process share', () => {
  const store = () => {
    let stirred = 0;
    const held = { head: 0, bytes: 10, incarnation: now };
    const wakeUp = { seen: 0, stir: () => void (stirred += 1) };
    const asked: number[] = [];
    const following = async (after: number, size: number = pageLimits.events, incarnation?: string) => {
      asked.push(after);
      await Promise.resolve();
      if (incarnation !== held.incarnation) throw new Error('another incarnation');
      const count = Math.max(0, Math.min(size, held.head - after));
      const events = Array.from({ length: count }, (_, n) => ({ position: after + 1 + n }) as RecordedEvent);
      return { events, bytes: held.bytes * count, isLast: count < size, next: pageLimits.events };
    };
    const recent = new Recent({ following }, wakeUp);
    const append = (count: number) => {
      held.head += count;
      wakeUp.seen += 1;
    };
    /** By this process itself, which is told of it a moment later. */
    const appendHere = (count: number, incarnation = now) => {
      const before = held.head;
      held.head += count;
      return () => {
        const events = Array.from({ length: count }, (_, n) => ({ position: before + 1 + n }) as RecordedEvent);
        recent.told({ incarnation, first: before + 1, events: () => events, bytes: held.bytes * count }, () => (wakeUp.seen += 1));
      };
    };
    const page = async (after: number, incarnation = now) => {
      const { events, isLast } = await recent.following(after, pageLimits.events, incarnation, wakeUp.seen);
      return { positions: events.map(({ position }) => position), isLast };
    };
    return { held, asked, append, appendHere, page, recent, stirred: () => stirred };
  };

  it('is looked at once for all who are there', async () => {
    const { asked, append, page } = store();
    append(3);
    await page(0);
    append(2);
    const pages = await Promise.all([page(3), page(3), page(3), page(3)]);
    for (const each of pages) expect(each).toEqual({ positions: [4, 5], isLast: true });
    expect(asked.filter((after) => after >= 3).length).toBeLessThanOrEqual(2);
    asked.length = 0;
    expect(await page(2)).toEqual({ positions: [3, 4, 5], isLast: true });
    expect(await page(5)).toEqual({ positions: [], isLast: true });
    expect(asked).toEqual([]);
  });

  it('is not called the end when something came since it was looked at', async () => {
    const { append, page } = store();
    append(3);
    await page(0);
    append(1);
    expect(await page(1)).toEqual({ positions: [2, 3], isLast: false });
    expect(await page(3)).toEqual({ positions: [4], isLast: true });
  });

  it('lets who is further back read for itself', async () => {
    const { held, asked, append, page } = store();
    held.bytes = pageLimits.bytes / 100;
    append(60);
    await page(0);
    append(60);
    await page(60);
    asked.length = 0;
    await page(10);
    expect(asked).toEqual([10]);
  });

  it('is not where nobody has come to yet', async () => {
    const { asked, append, page } = store();
    append(3);
    await page(9);
    await page(0);
    asked.length = 0;
    expect(await page(1)).toEqual({ positions: [2, 3], isLast: true });
    expect(asked).toEqual([]);
  });

  it('of another incarnation is nobody’s', async () => {
    const { held, append, page } = store();
    append(3);
    await page(0);
    held.incarnation = 'later';
    append(1);
    await expect(page(3)).rejects.toThrow('another incarnation');
    expect(await page(0, 'later')).toEqual({ positions: [1, 2, 3, 4], isLast: true });
  });

  it('needs no look for what this process has appended itself', async () => {
    const { asked, append, appendHere, page } = store();
    append(3);
    await page(0);
    asked.length = 0;
    appendHere(2)();
    appendHere(1)();
    expect(await page(3)).toEqual({ positions: [4, 5, 6], isLast: true });
    expect(asked).toEqual([]);
  });

  it('is looked at where others have appended in between', async () => {
    const { asked, append, appendHere, page } = store();
    append(3);
    await page(0);
    append(1);
    appendHere(1)();
    expect(await page(3)).toEqual({ positions: [4, 5], isLast: true });
    expect(asked).toEqual([0, 3]);
  });

  it('is looked at also when others append before what this process was told is taken', async () => {
    const { append, appendHere, page } = store();
    append(3);
    await page(0);
    appendHere(1)();
    append(1);
    expect(await page(3)).toEqual({ positions: [4], isLast: false });
    expect(await page(4)).toEqual({ positions: [5], isLast: true });
  });

  it('has everything once when a look comes back after this process was told of a part of it', async () => {
    const { append, appendHere, page, recent } = store();
    append(3);
    await page(0);
    const tell = appendHere(2);
    append(1);
    const looking = recent.head();
    await new Promise(setImmediate);
    tell();
    expect(await looking).toBe(6);
    expect(await page(3)).toMatchObject({ positions: [4, 5, 6] });
  });

  it('is told to whoever asks how far the store has come, and wakes readers when it has news for them', async () => {
    const { append, page, recent, stirred } = store();
    expect(await recent.head()).toBeUndefined(); // nobody reads here yet
    append(3);
    await page(0);
    append(2);
    expect(await recent.head()).toBe(5);
    expect(stirred()).toBe(1);
    expect(await recent.head()).toBe(5);
    expect(stirred()).toBe(1);
  });

  it('is not what this process was told of another incarnation', async () => {
    const { append, appendHere, page } = store();
    append(3);
    await page(0);
    appendHere(1, 'before')();
    expect(await page(3)).toEqual({ positions: [4], isLast: true });
  });
});
