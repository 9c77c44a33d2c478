// npm ci refuses a lockfile that lacks an optional package of another platform, and nobody wants one that names a host.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './deps.mjs';

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

/** As node resolves: beside the package, then further out. */
const isLocked = (from, name) => {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
    if (packages[`${place ? `${place}/` : ''}node_modules/${name}`]) return true;
    if (!place.includes('/node_modules/')) return packages[`node_modules/${name}`] !== undefined;
  }
};

const gaps = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
  Object.keys(optionalDependencies)
    .filter((name) => !isLocked(path, name))
    .map((name) => `${path} needs ${name}, which is not locked`),
);
const hosts = Object.entries(packages).flatMap(([path, { resolved }]) => (/^https?:/.test(resolved ?? '') ? [`${path} names a host`] : []));
for (const fault of [...gaps, ...hosts]) console.error(fault);
process.exit(gaps.length + hosts.length > 0 ? 1 : 0);
