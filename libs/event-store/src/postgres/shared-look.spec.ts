import { SharedLook } from './shared-look.js';

describe('A look that many share', () => {
  const looks = () => {
    const ends: ((answer: number) => void)[] = [];
    const fails: ((fault: Error) => void)[] = [];
    const shared = new SharedLook(() => new Promise<number>((resolve, reject) => void (ends.push(resolve), fails.push(reject))));
    return { shared, ends, fails };
  };

  it('answers whoever comes while it is under way by the next one', async () => {
    const { shared, ends } = looks();
    const [first, second, third] = [shared.now(), shared.now(), shared.now()];
    expect(ends).toHaveLength(1);
    ends[0]?.(1);
    expect(await first).toBe(1);
    await new Promise(setImmediate);
    expect(ends).toHaveLength(2);
    ends[1]?.(2);
    expect(await Promise.all([second, third])).toEqual([2, 2]);
  });

  it('that fails fails for who asked for it, and for nobody after', async () => {
    const { shared, ends, fails } = looks();
    const [first, second] = [shared.now(), shared.now()];
    fails[0]?.(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    await new Promise(setImmediate);
    ends[1]?.(2);
    expect(await second).toBe(2);
  });
});
