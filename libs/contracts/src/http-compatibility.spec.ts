import { breakingApiChanges, type ApiDocument } from './http-compatibility.js';

const schemas = {
  Visit: {
    type: 'object',
    properties: { start: { type: 'string' }, kind: { enum: ['a', 'b'] }, note: { type: 'string' } },
    required: ['start', 'kind'],
  },
};
const api = (changes: { schema?: object; response?: object; parameters?: readonly object[]; path?: string } = {}): ApiDocument =>
  ({
    paths: {
      [changes.path ?? '/visits']: {
        post: {
          parameters: changes.parameters ?? [{ in: 'header', name: 'if-match' }],
          requestBody: { content: { 'application/json': { schema: changes.schema ?? { $ref: '#/components/schemas/Visit' } } } },
          responses: { '200': { content: { 'application/json': { schema: changes.response ?? { $ref: '#/components/schemas/Visit' } } } } },
        },
      },
    },
    components: { schemas },
  }) as ApiDocument;
const visit = (changes: object, required = ['start', 'kind']) => ({
  ...{ type: 'object', required, properties: { ...schemas.Visit.properties, ...changes } },
});

describe('The HTTP interface, to those who use it already', () => {
  it('may stay as it is, and gain paths and optional fields', () => {
    expect(breakingApiChanges(api(), api())).toEqual([]);
    const more = visit({ more: { type: 'string' } });
    expect(breakingApiChanges(api(), api({ schema: more, response: more }))).toEqual([]);
  });
  it.each([
    ['lose an operation', { path: '/other' }, 'POST /visits is gone'],
    [
      'require a parameter',
      { parameters: [{ in: 'header', name: 'if-match', required: true }] },
      'POST /visits requires header if-match now',
    ],
    ['lose a parameter', { parameters: [] }, 'POST /visits takes no header if-match any more'],
    ['ask for more', { schema: visit({}, ['start', 'kind', 'note']) }, 'POST /visits request/note is required now'],
    ['take fewer values', { schema: visit({ kind: { enum: ['a'] } }) }, 'POST /visits request/kind takes fewer values now'],
    ['answer with other values', { response: visit({ kind: { enum: ['a', 'c'] } }) }, 'POST /visits 200/kind may have other values now'],
    ['answer less', { response: visit({}, ['start']) }, 'POST /visits 200/kind may be missing now'],
    ['answer in another type', { response: visit({ start: { type: 'number' } }) }, 'POST /visits 200/start is of another type now'],
  ])('may not %s', (_, changes, fault) => expect(breakingApiChanges(api(), api(changes))).toEqual([fault]));
});
