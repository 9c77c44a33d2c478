// npm run liaison -- <command>: standard output belongs to the command alone.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies, root } from './deps.mjs';

ensureDependencies(console.error);
execFileSync(process.execPath, [join(root, 'tools/build.mjs'), '--quiet'], { stdio: ['ignore', process.stderr, 'inherit'] });
process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(root, 'apps/liaison/dist/cli/main.js')).href);
