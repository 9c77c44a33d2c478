import { SharedLook } from './shared-look.js';

describe('A look that many share', () => {
  const looks = () => {
    const ends: ((answer: number) => void)[] = [];
    const fails: ((fault: Error) => void)[] = [];
    const shared = new SharedLook(() => new Promise<number>((resolve, reject) => void (ends.push(resolve), fails.push(reject))));
    return { shared, ends, fails };
  };
  const aTurn = () => new Promise(setImmediate);

  it('is one for all who ask in the same turn', async () => {
    const { shared, ends } = looks();
    const all = [shared.now(), shared.now(), shared.now()];
    await aTurn();
    expect(ends).toHaveLength(1);
    ends[0]?.(1);
    expect(await Promise.all(all)).toEqual([1, 1, 1]);
  });

  it('answers whoever comes while it is under way by the next one', async () => {
    const { shared, ends } = looks();
    const first = shared.now();
    await aTurn();
    const [second, third] = [shared.now(), shared.now()];
    await aTurn();
    expect(ends).toHaveLength(1);
    ends[0]?.(1);
    expect(await first).toBe(1);
    await aTurn();
    expect(ends).toHaveLength(2);
    ends[1]?.(2);
    expect(await Promise.all([second, third])).toEqual([2, 2]);
  });

  it('that fails fails for who asked for it, and for nobody after', async () => {
    const { shared, ends, fails } = looks();
    const first = shared.now();
    await aTurn();
    const second = shared.now();
    fails[0]?.(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    await aTurn();
    ends[1]?.(2);
    expect(await second).toBe(2);
  });
});
