import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

type Snippet = { readonly file: string; readonly code: string };
type Finding = { readonly ruleId: string | null; readonly messageId?: string; readonly message: string };
type Bad = readonly [what: string, file: string, code: string, rule: string, says?: RegExp];
type Good = readonly [what: string, file: string, code: string];

const decider = 'apps/scheduling/src/day-schedule/day-schedule.decider.ts';
const useCase = 'apps/scheduling/src/day-schedule/book-appointment/book-appointment.ts';
const http = 'apps/scheduling/src/day-schedule/book-appointment/book-appointment.http.ts';
const reached = 'apps/scheduling/src/day-schedule/fitting/choose.ts';
const projection = 'apps/scheduling/src/day-board/day-board.projection.ts';
const kernel = 'libs/kernel/src/interval.ts';
const contracts = 'libs/contracts/src/interval.ts';
const fhir = 'libs/fhir/src/index.ts';
const importing = 'apps/liaison/src/import/ids.ts';
const billing = 'apps/billing/src/billing.module.ts';
const scheduling = 'apps/scheduling/src/scheduling.module.ts';
const library = 'libs/event-store/src/event-store.ts';
const testing = 'libs/testing/src/given.ts';
const spec = 'apps/scheduling/src/day-schedule/book-appointment/book-appointment.spec.ts';

const boundary = '@nx/enforce-module-boundaries';
const crossing: readonly Bad[] = [
  ['the kernel imports a contract', kernel, `export { contract } from '@liaison/contracts';`, boundary, /type:kernel/],
  ['the kernel imports zod', kernel, `export { z } from 'zod';`, boundary, /allowedExternalImports|not allowed to import/],
  ['contracts import the event store', contracts, `export { streamName } from '@liaison/event-store';`, boundary, /type:contracts/],
  ['contracts import immutable', contracts, `export { Map } from 'immutable';`, boundary, /not allowed to import/],
  ['the FHIR library imports the kernel', fhir, `export { addDays } from '@liaison/kernel';`, boundary, /type:fhir/],
  ['a library imports an app', library, `export * from '@liaison/scheduling';`, boundary, /type:lib|scope:shared/],
  ['the equipment of tests imports an app', testing, `export * from '@liaison/billing';`, boundary, /type:testing|scope:shared/],
  ['scheduling imports billing', scheduling, `export * from '@liaison/billing';`, boundary, /scope:scheduling/],
  ['billing imports scheduling', billing, `export * from '@liaison/scheduling';`, boundary, /scope:billing/],
  ['billing reaches into scheduling by path', billing, `export * from '../../scheduling/src/scheduling.streams.js';`, boundary],
  ['a library is reached by path', scheduling, `export * from '../../../libs/kernel/src/index.js';`, boundary, /relative/],
];

const clock = /takes the time from/;
const outside = /world outside/;
const impure: readonly Bad[] = [
  ['a decider imports node', decider, `export { randomUUID } from 'node:crypto';`, 'pure/imports', /not for pure files/],
  ['a decider imports Nest', decider, `export { Injectable } from '@nestjs/common';`, 'pure/imports'],
  ['a decider imports TypeORM', decider, `export { Entity } from 'typeorm';`, 'pure/imports'],
  ['a decider imports the event store', decider, `export { streamName } from '@liaison/event-store';`, 'pure/imports'],
  ['a decider imports a type of the event store', decider, `export type { EventStore } from '@liaison/event-store';`, 'pure/imports'],
  ['a use case names a type of node', useCase, `export type Hash = import('node:crypto').Hash;`, 'pure/imports'],
  ['a use case imports its edge', useCase, `export * from './book-appointment.http.js';`, 'pure/imports', /belongs to the edge/],
  ['a decider imports projections', decider, `export { projection } from '@liaison/projections';`, 'pure/imports'],
  ['a projection imports its rows', projection, `export * from './day-board.row.js';`, 'pure/imports', /belongs to the edge/],
  ['the kernel imports node', kernel, `export { join } from 'node:path';`, 'pure/imports'],
  ['the FHIR library imports node', fhir, `export { readFileSync } from 'node:fs';`, 'pure/imports'],
  ['the import reads files itself', importing, `export { readFileSync } from 'node:fs';`, 'pure/imports'],
  ['the import makes a random id', importing, `export { v4 } from 'uuid';`, 'pure/imports'],
  ['what a decider imports reads a file', reached, `export { readFileSync } from 'node:fs';`, 'pure/imports'],
  ['what a decider imports reads the clock', reached, `export const now = () => Date.now();`, 'pure/globals', clock],
  ['a decider reads Date.now', decider, `export const now = () => Date.now();`, 'pure/globals', clock],
  ['a decider makes today', decider, `export const now = () => new Date();`, 'pure/globals', clock],
  ['a decider prints today', decider, `export const now = () => Date();`, 'pure/globals', clock],
  ['a decider renames the clock', decider, `const Clock = Date;\nexport const now = () => new Clock();`, 'pure/globals', clock],
  ['a decider takes now out of Date', decider, `const { now } = Date;\nexport { now };`, 'pure/globals', clock],
  ['a decider computes its way to now', decider, `export const now = (key: 'now') => Date[key]();`, 'pure/globals', clock],
  [
    'the kernel reads Temporal.Now',
    kernel,
    `import { Temporal } from 'temporal-polyfill';\nexport const now = () => Temporal.Now.instant();`,
    'pure/globals',
    clock,
  ],
  ['a decider throws dice', decider, `export const dice = () => Math.random();`, 'pure/globals', /chance/],
  ['a decider takes the dice out of Math', decider, `const { random } = Math;\nexport { random };`, 'pure/globals', /chance/],
  ['a decider makes a random id', decider, `export const id = () => crypto.randomUUID();`, 'pure/globals', outside],
  ['a decider reads the environment', decider, `export const zone = () => process.env['TZ'];`, 'pure/globals', outside],
  ['a decider calls the network', decider, `export const ask = () => fetch('http://localhost');`, 'pure/globals', outside],
  ['a decider sets a timer', decider, `export const later = (f: () => void) => setTimeout(f, 1);`, 'pure/globals', outside],
  ['a decider measures', decider, `export const now = () => performance.now();`, 'pure/globals', outside],
  ['a decider prints', decider, `export const say = () => console.log('x');`, 'pure/globals', outside],
  ['a decider goes through globalThis', decider, `export const now = () => globalThis.Date.now();`, 'pure/globals', outside],
  ['a decider requires', decider, `export const fs: unknown = require('node:fs');`, 'pure/globals', outside],
  [
    'a decider sorts by the locale of the machine',
    decider,
    `export const f = (a: string) => a.localeCompare('b');`,
    'pure/globals',
    /locale/,
  ],
  ['a use case waits', useCase, `export const f = async (x: Promise<void>) => { await x; };`, 'no-restricted-syntax', /does not wait/],
  ['a use case is async', useCase, `export async function f(): Promise<void> {}`, 'no-restricted-syntax', /does not wait/],
  ['a use case imports at run time', useCase, `export const f = () => import('immutable');`, 'no-restricted-syntax', /at run time/],
  ['a use case asks where it lies', useCase, `export const here = import.meta.url;`, 'no-restricted-syntax', /where it lies/],
  [
    'a use case wears a decorator',
    useCase,
    `const Mark = (_: unknown) => undefined;\n@Mark\nexport class Booking {}`,
    'no-restricted-syntax',
    /framework/,
  ],
  ['a decider throws', decider, `export const f = () => { throw new Error('no'); };`, 'no-restricted-syntax', /rejected/],
  ['a decider evaluates text', decider, `export const f = (): unknown => eval('1');`, 'no-eval'],
];

const aboutTests: readonly Bad[] = [
  [
    'what ships imports the test equipment of a library',
    http,
    `export { InProcessServer } from '@liaison/event-store/testing';`,
    'tests/equipment',
    /this file ships/,
  ],
  ['what ships imports the equipment of tests', http, `export { given } from '@liaison/testing';`, 'tests/equipment', /this file ships/],
  ['a test is focused', spec, `it.only('books', () => expect(1).toBe(1));`, 'tests/no-focus'],
  ['a table of tests is focused', spec, `it.only.each([1])('books', (n) => expect(n).toBe(1));`, 'tests/no-focus'],
  ['a suite is focused by its short name', spec, `fdescribe('Booking', () => it('books', () => expect(1).toBe(1)));`, 'tests/no-focus'],
  ['a test is skipped without a reason', spec, `it.skip('books', () => expect(1).toBe(1));`, 'tests/skip-reason', /why/],
  ['a suite is skipped by its short name', spec, `xdescribe('Booking', () => it('books', () => expect(1).toBe(1)));`, 'tests/skip-reason'],
  ['a table is skipped without a reason', spec, `it.skip.each([1])('books', (n) => expect(n).toBe(1));`, 'tests/skip-reason'],
  [
    'a test is chosen away without a reason',
    spec,
    `const there = Math.abs(1) > 1;\n(there ? it : it.skip)('books', () => expect(1).toBe(1));`,
    'tests/skip-reason',
  ],
  ['a test is still to be written', spec, `it.todo('books');`, 'tests/skip-reason', /not written/],
  ['a test asserts nothing', spec, `it('books', () => { Math.abs(1); });`, 'tests/assertion'],
  ['a test is empty', spec, `it('books', () => {});`, 'tests/assertion'],
];

const types: readonly Bad[] = [
  ['a promise floats', http, `export const f = (x: () => Promise<void>) => { x(); };`, '@typescript-eslint/no-floating-promises'],
  [
    'a promise is taken for an answer',
    http,
    `export const f = (x: () => Promise<boolean>) => { if (x()) return 1; return 2; };`,
    '@typescript-eslint/no-misused-promises',
  ],
  ['something is any', http, `export const f = (x: any): string => String(x);`, '@typescript-eslint/no-explicit-any'],
  ['any is read', http, `export const f = (x: string): string => JSON.parse(x).name;`, '@typescript-eslint/no-unsafe-member-access'],
  ['a variable is not used', http, `const left = 1;\nexport {};`, '@typescript-eslint/no-unused-vars'],
  [
    'a case is forgotten',
    decider,
    `export const f = (x: 'a' | 'b'): void => { switch (x) { case 'a': break; } };`,
    '@typescript-eslint/switch-exhaustiveness-check',
  ],
  [
    'a compiler error is silenced',
    http,
    `// @ts-expect-error: it is fine\nexport const f: string = 1;`,
    '@typescript-eslint/ban-ts-comment',
  ],
  ['null is denied', http, `export const f = (x?: string): string => x!;`, '@typescript-eslint/no-non-null-assertion'],
  ['something else than an error is thrown', http, `export const f = () => { throw 'no'; };`, '@typescript-eslint/only-throw-error'],
  [
    'an object becomes [object Object]',
    http,
    `export const f = (x: object): string => \`\${x}\`;`,
    '@typescript-eslint/restrict-template-expressions',
  ],
  ['a file has more than 300 lines', http, `${'export const f = () => 1;\n'.replace('f', 'first')}${'void 0;\n'.repeat(300)}`, 'max-lines'],
];

const fine: readonly Good[] = [
  ['the kernel counts in Temporal', kernel, `export { Temporal } from 'temporal-polyfill';`],
  ['contracts use zod and the kernel', contracts, `export { z } from 'zod';\nexport { addDays } from '@liaison/kernel';`],
  ['the FHIR library uses zod', fhir, `export { z } from 'zod';`],
  [
    'a decider imports rules, the kernel, contracts, zod and immutable',
    decider,
    `export * from './day-schedule.policies.js';\nexport { accepted } from '@liaison/kernel';\nexport { contract } from '@liaison/contracts';\nexport { z } from 'zod';\nexport { Map } from 'immutable';`,
  ],
  ['a projection uses projections', projection, `export { projection } from '@liaison/projections';`],
  ['a decider reads a given time', decider, `export const f = (at: string) => new Date(at).getTime() - Date.parse(at) + Date.UTC(2026);`],
  ['a decider computes', decider, `export const f = (x: number) => Math.max(x, 1);\nexport const g = new Map<string, Promise<void>>();`],
  ['a decider names a local thing process', decider, `export const f = (process: string) => process;`],
  ['the import derives ids', importing, `export { v5 } from 'uuid';\nimport { v5 as named } from 'uuid';\nexport const f = named;`],
  [
    'the edge waits, throws and reads the clock',
    http,
    `export const f = async (x: Promise<void>) => { await x; throw new Error(String(Date.now())); };`,
  ],
  [
    'all in one imports every service',
    'apps/liaison/src/main.ts',
    `export * from '@liaison/billing';\nexport * from '@liaison/scheduling';`,
  ],
  [
    'a spec uses the equipment of tests',
    spec,
    `import { given } from '@liaison/testing';\nit('gives', () => expect(given).toBeDefined());`,
  ],
  ['a skipped test says why', spec, `it.skip('books (skipped: needs a broker)', () => expect(1).toBe(1));`],
  [
    'a test is chosen away and says why',
    spec,
    `const there = Math.abs(1) > 1;\n(there ? it : it.skip)('books (skipped: needs a broker)', () => expect(1).toBe(1));`,
  ],
  ['a test asserts through its own function', spec, `const holds = (n: number) => expect(n).toBe(1);\nit('books', () => holds(1));`],
  [
    'a test states a property',
    spec,
    `import fc from 'fast-check';\nit('books', () => fc.assert(fc.property(fc.integer(), (n) => n === n + 0)));`,
  ],
  [
    'a switch over a union has every case',
    decider,
    `export const f = (x: 'a' | 'b') => { switch (x) { case 'a': return 1; case 'b': return 2; } };`,
  ],
];

const root = join(import.meta.dirname, '../../..');
const bad = [...crossing, ...impure, ...aboutTests, ...types];
const snippets: readonly Snippet[] = [...bad, ...fine].map(([, file, code]) => ({ file, code }));

/** In a process of its own: the configuration builds a project graph, which is not at home in a test's sandbox. */
const judged = (): readonly (readonly Finding[])[] => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'tools/eslint-snippets.mjs')], {
    cwd: root,
    input: JSON.stringify(snippets),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`the linter did not run: ${stderr}`);
  return JSON.parse(stdout) as readonly (readonly Finding[])[];
};

describe('The linter', () => {
  let findings: readonly (readonly Finding[])[] = [];
  beforeAll(() => void (findings = judged()), 180_000);

  it.each([...new Set(snippets.map(({ file }) => file))])('is asked about a file that exists: %s', (file) =>
    expect(existsSync(join(root, file))).toBe(true),
  );

  it.each(bad.map(([what, , , rule, says], n) => [what, rule, says, n] as const))('objects when %s (%s)', (_, rule, says, n) => {
    const found = (findings[n] ?? []).filter(({ ruleId }) => ruleId === rule);
    expect(found).not.toEqual([]);
    if (says) expect(found.map(({ message }) => message).join('\n')).toMatch(says);
  });

  it.each(fine.map(([what], n) => [what, n] as const))('lets pass that %s', (_, n) => expect(findings[bad.length + n]).toEqual([]));
});
