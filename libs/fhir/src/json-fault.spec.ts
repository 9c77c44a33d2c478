import fc from 'fast-check';
import { jsonFault } from './json-fault.js';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('A fault in JSON', () => {
  it.each([
    ['{"a": 1,\n "b": tru}', 'line 2, column 7'],
    ['{"a": 1 "b": 2}', 'line 1, column 9'],
    ['{"a": [1, 2}', 'line 1, column 12'],
    ['{"a": 1}}', 'line 1, column 9'],
    ["{'a': 1}", 'line 1, column 2'],
    ['[1, ]', 'line 1, column 5'],
    ['[01]', 'line 1, column 2'],
    ['["a\nb"]', 'line 1, column 2'],
  ])('of %s is at %s', (text, at) => expect(jsonFault(text)).toEqual({ at, problem: 'this is not JSON' }));

  it('of a text cut off anywhere is that it ends', () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), fc.constantFrom(0, 2), (value, cut, indent) => {
        const whole = JSON.stringify(value, null, indent);
        const text = whole.slice(0, cut % whole.length);
        fc.pre(text !== '');
        expect(jsonFault(text).problem).toBe('the file ends in the middle: it was cut off');
      }),
    ));

  it('of a text with a wrong character is not that it ends, while something else is wrong', () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, where) => {
        const whole = JSON.stringify(value);
        const at = where % whole.length;
        const text = `${whole.slice(0, at)}\u0001${whole.slice(at)}`;
        fc.pre(!isJson(text));
        expect(jsonFault(text).problem).toBe('this is not JSON');
      }),
    ));
});
