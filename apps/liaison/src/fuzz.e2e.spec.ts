import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outsidePython } from '@liaison/testing';
import { client } from './e2e/client.js';
import { fuzzWords } from './e2e/fuzz-words.js';
import { startGoBetween, type GoBetween } from './e2e/go-between.js';
import { startSystem, type System } from './e2e/system.js';
import { temporaryFolder } from './e2e/temporary-folder.js';

const python = outsidePython('schemathesis');
const seed = 1;
/** For each operation, beside what its document names: bounds, missing fields, other methods. */
const examples = 12;

type Words = Readonly<Record<string, readonly string[]>>;
type Report = {
  readonly complete: boolean;
  readonly operations: { readonly total: number; readonly tested: number; readonly errored: number };
  readonly failures: readonly { readonly title: string; readonly operations: readonly string[] }[];
};

type Operation = { readonly requestBody?: { readonly content: { readonly 'application/json': object } } };
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

/** Chance seldom books anything: who wants to has an example of what there is. */
const withExamples = ({ paths, ...document }: Document, words: Words): object => {
  const [first, second, third] = words['body.start'] ?? [];
  const visit = (start: string | undefined) => ({
    siteId: 'north',
    visitTypeId: 'angiogram',
    patientId: words['body.patientId']?.at(-1),
    start,
  });
  const examples: Readonly<Record<string, object>> = {
    'put /scheduling/appointments/{appointmentId}': visit(first),
    'post /scheduling/appointments/$book': visit(second),
    'post /scheduling/appointments/$hold': visit(third),
  };
  const shown = Object.entries(paths).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => {
        const example = examples[`${method} ${path}`];
        if (!example || !operation.requestBody) return [method, operation];
        const content = { 'application/json': { ...operation.requestBody.content['application/json'], example } };
        return [method, { ...operation, requestBody: { ...operation.requestBody, content } }];
      }),
    ),
  ]);
  return { ...document, paths: Object.fromEntries(shown) as object };
};

/** No answer but those of the document; and no schema that nothing can be made of. */
const configOf = (words: Words): string =>
  [
    '[warnings]',
    'fail-on = ["unsupported_regex"]',
    ...Object.entries(words).flatMap(([place, values]) => [
      `[dictionaries."${place}"]`,
      `values = ${JSON.stringify(values)}`,
      `[parameters."${place}"]`,
      `dictionary = "${place}"`,
      'probability = 0.8',
    ]),
  ].join('\n');
const checks =
  'not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance';

describe('A fuzzer that is not ours, at every operation of our OpenAPI document', () => {
  const home = temporaryFolder();
  const tokens = new Map<string, string>();
  let system: System | undefined;
  let goBetween: GoBetween | undefined;
  afterAll(async () => {
    await goBetween?.stop();
    await system?.stop();
    rmSync(home, { recursive: true, force: true });
  }, 60_000);

  const tokenOf = (path: string) =>
    tokens.get(path.includes('/operations/') ? 'operator' : path.startsWith('/billing') ? 'biller' : 'coordinator') ?? '';
  const signIn = async (url: string) => {
    for (const role of ['coordinator', 'biller', 'operator']) {
      const response = await fetch(`${url}/dev/token`, {
        ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ role }) },
      });
      tokens.set(role, ((await response.json()) as { token: string }).token);
    }
  };
  const fuzz = async (url: string, words: Words, described: Document): Promise<{ readonly said: string; readonly report: Report }> => {
    const [config, report, document] = [join(home, 'schemathesis.toml'), join(home, 'report.json'), join(home, 'openapi.json')];
    writeFileSync(config, configOf(words));
    writeFileSync(document, JSON.stringify(withExamples(described, words)));
    const options = [
      ...['-m', 'schemathesis.cli', '--config-file', config, 'run', document, '--url', url, '--checks', checks],
      ...['--phases', 'examples,coverage,fuzzing,stateful', '--max-examples', String(examples), '--seed', String(seed)],
      ...['--header', 'Authorization: Bearer stands-in', '--generation-deterministic', '--continue-on-failure', '--no-color'],
      ...['--report', 'json', '--report-json-path', report],
    ];
    const said = await new Promise<string>((ended) =>
      execFile(python ?? '', options, { cwd: home, maxBuffer: 1 << 26 }, (_, stdout, stderr) => ended(stdout + stderr)),
    );
    if (!existsSync(report)) throw new Error(said);
    return { said, report: JSON.parse(readFileSync(report, 'utf8')) as Report };
  };
  const documentOf = async (url: string) => (await (await fetch(`${url}/openapi.json`)).json()) as Document;

  (python ? it : it.skip)(
    'finds no server error and no answer that the document does not describe (skipped: no Python with schemathesis, tools/outside-checks.mjs installs one)',
    async () => {
      system = await startSystem({ LIAISON_HOME: home });
      await signIn(system.url);
      const words = await fuzzWords(client(system.url, tokenOf('')));
      goBetween = await startGoBetween(system.url, tokenOf);
      const { url, statuses } = goBetween;
      const document = await documentOf(url);
      const { said, report } = await fuzz(url, words, document);
      const all = Object.values(document.paths).flatMap(Object.keys).length;
      expect(report.failures.map(({ title, operations }) => `${title}: ${operations.join(', ')}`)).toEqual([]);
      expect(report).toMatchObject({ complete: true, operations: { tested: all, total: all, errored: 0 } });
      expect([...statuses.keys()].filter((status) => status >= 500 || status === 401)).toEqual([]);
      for (const status of [200, 201, 202, 400, 404, 405, 409, 412, 415, 422]) expect([...statuses.keys()]).toContain(status);
      expect(said).not.toMatch(/Unsupported regex|Network Error|Health Check/);
    },
    900_000,
  );
});
