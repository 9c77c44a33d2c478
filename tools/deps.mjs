// Installs what the lockfile names and this clone lacks. Plain Node: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const missing = (folder) => {
  const json = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8'));
  if (!existsSync(join(folder, 'node_modules/.package-lock.json'))) return 'nothing is installed yet';
  const wanted = json('package-lock.json').packages;
  const got = json('node_modules/.package-lock.json').packages;
  const differs = ([path, { version, optional, link }]) =>
    path.startsWith('node_modules/') && !optional && !link && got[path]?.version !== version;
  const other = Object.entries(wanted).find(differs);
  return other && `${other[0].slice('node_modules/'.length)} is not at ${other[1].version}`;
};

/**
 * Progress goes to `say`: standard output for people, standard error where standard output is data. `below` is a folder with
 * a lockfile of its own.
 */
export const ensureDependencies = (say = console.log, below = '') => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Liaison needs Node 20.19 or newer; this is ${process.version}.`);
    process.exit(1);
  }
  const folder = join(root, below);
  const why = missing(folder);
  if (!why) return;
  say(`Installing packages (${why}): about a minute …`);
  const at = Date.now();
  const { status } = spawnSync('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', say === console.log ? 'inherit' : process.stderr, 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
  say(`… installed in ${((Date.now() - at) / 1000).toFixed(1)} s`);
};
