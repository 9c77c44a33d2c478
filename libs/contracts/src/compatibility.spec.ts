import { z } from 'zod';
import { breakingChanges } from './compatibility.js';
import { jsonSchemaOf } from './json-schema.js';

const before = z.object({ id: z.uuid(), reason: z.string(), note: z.string().optional(), time: z.object({ from: z.string() }) });
const breaks = (now: z.ZodType) => breakingChanges(jsonSchemaOf(before), jsonSchemaOf(now));

describe('A contract within its version', () => {
  it('may stay as it is', () => expect(breaks(before)).toEqual([]));
  it('may gain an optional field, also inside', () =>
    expect(breaks(before.extend({ more: z.string().optional(), time: z.object({ from: z.string(), to: z.string().optional() }) }))).toEqual(
      [],
    ));
  it.each([
    ['gain a required field', before.extend({ more: z.string() }), '/more is new and required'],
    ['lose a field', before.omit({ note: true }), '/note is gone'],
    ['make a field optional', before.extend({ reason: z.string().optional() }), '/reason is optional now'],
    ['require a field', before.extend({ note: z.string() }), '/note is required now'],
    ['change what a field says', before.extend({ id: z.string() }), '/id says something else now'],
    ['narrow a field', before.extend({ reason: z.enum(['a', 'b']) }), '/reason says something else now'],
    ['change what is inside', before.extend({ time: z.object({ from: z.number() }) }), '/time/from says something else now'],
  ])('may not %s', (_, now, fault) => expect(breaks(now)).toEqual([fault]));
});
