import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allContracts } from './all-contracts.js';
import { asyncApi } from './async-api.js';
import { breakingChanges } from './compatibility.js';
import * as exported from './index.js';
import { jsonSchemaOf, type JsonSchema } from './json-schema.js';

type Golden = { readonly schema: JsonSchema; readonly examples: readonly object[] };
const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const read = <Value>(relative: string): Value => JSON.parse(readFileSync(pathOf(relative), 'utf8')) as Value;
const goldenOf = (type: string): Golden => read<Golden>(`../golden/${type}.json`);

describe.each(allContracts.map((contract) => [contract.type, contract] as const))('%s', (type, contract) => {
  it('has a golden fixture of the version as it was first promised', () => expect(existsSync(pathOf(`../golden/${type}.json`))).toBe(true));
  it('reads every golden example, and keeps all that it says', () => {
    const { examples } = goldenOf(type);
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.map((example) => contract.data.parse(example))).toEqual(examples);
  });
  it('has gained optional fields since then at most', () =>
    expect(breakingChanges(goldenOf(type).schema, jsonSchemaOf(contract.data))).toEqual([]));
  it('says of the patient nothing but who it is', () => {
    const fields = Object.keys(jsonSchemaOf(contract.data)['properties'] ?? {});
    expect(fields.filter((field) => /name|phone|mail|address|text|note|comment|birth/i.test(field))).toEqual([]);
  });
  it('names its version and belongs to a topic of that version', () => {
    expect(type).toMatch(/^org\.liaison\.[a-z-]+\.[a-z-]+\.v\d+$/);
    expect(contract.topic.name).toMatch(/^[a-z]+(\.[a-z-]+)+\.v\d+$/);
  });
});

describe('The contracts together', () => {
  it('are all in the registry', () => {
    const promised = Object.values<unknown>(exported).filter((value) => typeof value === 'object' && value !== null && 'topic' in value);
    expect(new Set(promised)).toEqual(new Set(allContracts));
  });
  it('stand in docs/api/asyncapi.json as they are (npm run contracts writes it)', () =>
    expect(read('../../../docs/api/asyncapi.json')).toEqual(JSON.parse(JSON.stringify(asyncApi(allContracts)))));
});
