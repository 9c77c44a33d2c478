// npm run contest -- --seed N --bookings N --clients N [--json]: many want the same few hours, and nothing is booked twice.
import './end-with-npm.mjs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies, root } from './deps.mjs';

ensureDependencies(console.error);
execFileSync(process.execPath, [join(root, 'tools/build.mjs'), '--quiet'], { stdio: ['ignore', process.stderr, 'inherit'] });
process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(root, 'libs/contest/dist/main.js')).href);
