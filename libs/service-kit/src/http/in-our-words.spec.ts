import { z } from 'zod';
import { inOurWords } from './in-our-words.js';

const said = (schema: z.ZodType, value: unknown): readonly string[] =>
  (schema.safeParse(value).error?.issues ?? []).map((issue) => inOurWords(issue as Parameters<typeof inOurWords>[0]));

describe('What is wrong with a value', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['is missing', z.object({ start: z.string() }), {}, 'must be there'],
    ['is no text', z.string(), 7, 'must be text'],
    ['is no number', z.number(), '7', 'must be a number'],
    ['is no whole number', z.int(), 0.5, 'must be a whole number'],
    ['is no list', z.array(z.string()), 'a', 'must be a list'],
    ['is too little', z.int().min(1), 0, 'must be at least 1'],
    ['is as little as it must not be', z.number().positive(), 0, 'must be more than 0'],
    ['is too much', z.int().max(60), 600, 'must be at most 60'],
    ['is too short', z.array(z.string()).min(1), [], 'must have at least 1 item'],
    ['is too long', z.string().max(2), 'abc', 'must have at most 2 characters'],
    ['is none of those', z.enum(['pat', 'prov']), 'because', 'must be one of pat, prov'],
    ['is not the one', z.literal('pat'), 'because', 'must be pat'],
    ['is no UUID', z.uuid(), '7', 'must be a UUID'],
  ])('%s', (_, schema, value, words) => expect(said(schema, value)).toEqual([words]));
  it('is said as a schema of ours says it', () => expect(said(z.string().regex(/^a$/, 'must be an a'), 'b')).toEqual(['must be an a']));
  it('is said as zod says it where we do not know better', () => expect(said(z.url(), 'nothing')).toEqual(['Invalid URL']));
});
