// npm run bench -- <name>: install what is missing, build what changed, measure. Standard output belongs to the bench alone.
import './end-with-npm.mjs';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies, root } from './deps.mjs';

const folder = join(root, 'bench');
const [name, ...options] = process.argv.slice(2);
const names = readdirSync(folder).filter((each) => existsSync(join(folder, each, 'src/main.ts')));
if (!names.includes(name)) {
  console.error(`usage: npm run bench -- <${names.join('|')}> [--json]`);
  process.exit(2);
}
ensureDependencies(console.error);
ensureDependencies(console.error, 'bench');
execFileSync(process.execPath, [join(root, 'tools/build.mjs'), '--quiet'], { stdio: ['ignore', process.stderr, 'inherit'] });
process.setSourceMapsEnabled(true);
process.argv.splice(1, process.argv.length, join(folder, name), ...options);
await import(pathToFileURL(join(folder, name, 'dist/main.js')).href);
