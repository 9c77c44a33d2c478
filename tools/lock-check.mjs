// npm ci refuses a lockfile that lacks an optional package of another platform, and nobody wants one that names a host.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './deps.mjs';

const faultsOf = (lockfile) => {
  const { packages } = JSON.parse(readFileSync(join(root, lockfile), 'utf8'));

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
  const hosts = Object.entries(packages).flatMap(([path, { resolved }]) =>
    /^https?:/.test(resolved ?? '') ? [`${path} names a host`] : [],
  );
  return [...gaps, ...hosts].map((fault) => `${lockfile}: ${fault}`);
};

const faults = ['package-lock.json', 'bench/package-lock.json'].flatMap(faultsOf);
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
