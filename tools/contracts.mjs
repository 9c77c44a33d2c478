// npm run contracts: writes down what services promise each other (AsyncAPI) and what they answer over HTTP (OpenAPI), and refuses
// what would break those who rely on it. `--breaking` takes such a change of the HTTP interface knowingly; a contract event never.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ensureDependencies, root } from './deps.mjs';

ensureDependencies();
execFileSync(process.execPath, [join(root, 'tools/build.mjs'), '--quiet'], { stdio: 'inherit' });
const { allContracts, asyncApi, breakingApiChanges, breakingChanges, jsonSchemaOf } = await import(
  pathToFileURL(join(root, 'libs/contracts/dist/index.js')).href
);

const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined);
const write = (path, content) => writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
const fail = (title, faults) => {
  console.error(`${title}\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  process.exit(1);
};

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Only the schemas that these paths lead to. */
const withSchemasOf = (paths, document) => {
  const { schemas } = document.components;
  const namesIn = (part) => [...JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
  const reached = new Set(namesIn(paths));
  for (const name of reached) namesIn(schemas[name]).forEach((next) => reached.add(next)); // a set that grows is walked to its end
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => reached.has(name)));
  return { ...document, paths, components: { ...document.components, schemas: kept } };
};

/** Of the whole system, as it describes itself while it runs; signing in to a development system is no part of it. */
const openApi = async () => {
  const home = mkdtempSync(join(tmpdir(), 'liaison-contracts-'));
  const port = await freePort();
  const system = spawn(process.execPath, [join(root, 'apps/liaison/dist/main.js')], {
    env: { ...process.env, LIAISON_HOME: home, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => system.once('exit', resolve));
  try {
    for (;;) {
      if (system.exitCode !== null) throw new Error(`the system ended with ${system.exitCode} before it was ready`);
      const answer = await fetch(`http://127.0.0.1:${port}/openapi.json`).catch(() => undefined);
      if (answer?.ok) {
        const document = await answer.json();
        const paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => !/^\/(dev|\.well-known)\//.test(path)));
        return withSchemasOf(paths, document);
      }
      await sleep(100);
    }
  } finally {
    system.kill('SIGTERM');
    await ended;
    rmSync(home, { recursive: true, force: true });
  }
};

const golden = join(root, 'libs/contracts/golden');
const api = join(root, 'docs/api');
mkdirSync(golden, { recursive: true });
mkdirSync(api, { recursive: true });

const broken = allContracts.flatMap(({ type, data }) => {
  const first = read(join(golden, `${type}.json`));
  return first ? breakingChanges(first.schema, jsonSchemaOf(data)).map((fault) => `${type}: ${fault}`) : [];
});
if (broken.length > 0) fail('These contracts need a new version:', broken);
for (const { type, data } of allContracts) {
  const path = join(golden, `${type}.json`);
  if (existsSync(path)) continue;
  write(path, { schema: jsonSchemaOf(data), examples: [] });
  console.log(`${type} is new: give it an example in libs/contracts/golden/${type}.json`);
}
write(join(api, 'asyncapi.json'), asyncApi(allContracts));

const [before, now] = [read(join(api, 'openapi.json')), await openApi()];
const stumbles = before ? breakingApiChanges(before, now) : [];
if (stumbles.length > 0 && !process.argv.includes('--breaking'))
  fail('This would break those who use the HTTP interface (npm run contracts -- --breaking takes it knowingly):', stumbles);
write(join(api, 'openapi.json'), now);
console.log(`${allContracts.length} contracts and ${Object.keys(now.paths).length} paths written to docs/api`);
