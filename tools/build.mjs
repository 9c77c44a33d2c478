// TypeScript to dist with swc: only what changed since the last build. It checks no types; `npm run check` does.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './deps.mjs';

const self = fileURLToPath(import.meta.url);
const swcrc = join(root, '.swcrc');
const options = { ...JSON.parse(readFileSync(swcrc, 'utf8')), swcrc: false, configFile: false };
const isSource = (file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !file.endsWith('.spec.ts');
const modified = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const packages = () =>
  ['libs', 'apps', 'bench']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
    .filter((path) => existsSync(join(path, 'src')));

// two builds may run side by side: a file appears whole or not at all, and as old as what it was made from
const write = (path, text, time) => {
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, text);
  utimesSync(part, time, time);
  renameSync(part, path);
};
const isStale = (from, to, newestTool) => {
  const built = statSync(to, { throwIfNoEntry: false });
  return !built || Math.abs(built.mtimeMs - modified(from)) > 1 || built.ctimeMs <= newestTool;
};

const compile = async (swc, from, to) => {
  const time = statSync(from).mtime; // before reading: what is saved meanwhile is compiled next time
  const { code, map } = await swc.transformFile(from, { ...options, filename: from, sourceFileName: relative(dirname(to), from) });
  mkdirSync(dirname(to), { recursive: true });
  write(`${to}.map`, map, time);
  write(to, `${code}\n//# sourceMappingURL=${basename(to)}.map\n`, time);
};

/** @returns how many files were compiled */
export const build = async () => {
  const newestTool = Math.max(modified(swcrc), modified(self));
  const stale = [];
  for (const path of packages()) {
    const dist = join(path, 'dist');
    const wanted = new Map();
    for (const file of readdirSync(join(path, 'src'), { recursive: true }).filter(isSource))
      wanted.set(join(dist, `${file.slice(0, -3)}.js`), join(path, 'src', file));
    for (const [to, from] of wanted) if (isStale(from, to, newestTool)) stale.push([from, to]);
    if (!existsSync(dist)) continue;
    for (const file of readdirSync(dist, { recursive: true }))
      if (file.endsWith('.js') && !wanted.has(join(dist, file))) rmSync(join(dist, file), { force: true });
  }
  if (stale.length === 0) return 0;
  const swc = await import('@swc/core');
  await Promise.all(stale.map(([from, to]) => compile(swc, from, to)));
  return stale.length;
};

if (process.argv[1] === self) {
  const at = performance.now();
  const files = await build();
  if (files > 0 && !process.argv.includes('--quiet')) console.log(`Built ${files} files in ${Math.round(performance.now() - at)} ms`);
}
