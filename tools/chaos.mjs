// npm run chaos -- --seed N --events N [--json]: everything breaks around a real broker, and nothing may be lost or doubled.
import './end-with-npm.mjs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies, root } from './deps.mjs';

ensureDependencies(console.error);
execFileSync(process.execPath, [join(root, 'tools/build.mjs'), '--quiet'], { stdio: ['ignore', process.stderr, 'inherit'] });
process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(root, 'libs/chaos/dist/main.js')).href);
