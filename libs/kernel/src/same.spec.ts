import { same } from './same.js';

describe('Two values', () => {
  it('are the same by content, whatever the order of their keys', () =>
    expect(same({ a: 1, b: [{ c: 'x' }] }, { b: [{ c: 'x' }], a: 1 })).toBe(true));
  it('are the same when one leaves out what the other has undefined', () => expect(same({ a: 1, b: undefined }, { a: 1 })).toBe(true));
  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: 1, b: 1 }],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 1]],
    [[], {}],
    [null, {}],
    ['1', 1],
  ])('%j and %j differ', (a, b) => expect(same(a, b)).toBe(false));
});
