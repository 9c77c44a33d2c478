// npm start: install what is missing, build what changed, become the system.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies, root } from './deps.mjs';

ensureDependencies();
execFileSync(process.execPath, [join(root, 'tools/build.mjs')], { stdio: 'inherit' }); // a child, so that the compiler's memory goes with it
process.setSourceMapsEnabled(true);
const parent = process.ppid; // npm that is told to end does not tell us
setInterval(() => process.ppid !== parent && process.kill(process.pid, 'SIGTERM'), 250).unref();
await import(pathToFileURL(join(root, 'apps/liaison/dist/main.js')).href);
