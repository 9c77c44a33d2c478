// Which files are pure: by their name, by their folder, and whatever a pure file imports.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { root } from './deps.mjs';

const byFolder = /^(libs\/(kernel|contracts|fhir)\/src|apps\/liaison\/src\/(import|hospital))\//;
const bySuffix = /^apps\/[^/]+\/src\/.*\.(events|state|policies|decider|workflow|projection)\.ts$/;
const byUseCase = /^apps\/[^/]+\/src\/[^/]+\/([^/]+)\/\1\.ts$/;

/** Layers that are never pure: a pure file that imports one is told so where it does. */
export const impureLayer = /\.(http|row|query|module|service|handler|config|page)\.(js|ts)$|\/(messaging|migrations|cli)\//;
const ofTests = /\.(spec|examples)\.ts$/;

const posix = (path) => relative(root, path).split(sep).join('/');
const isPureByName = (path) =>
  !ofTests.test(path) && !impureLayer.test(path) && [byFolder, bySuffix, byUseCase].some((pattern) => pattern.test(path));

const importsAtRunTime = /^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'(\.{1,2}\/[^']+)\.js'/gm;
const importedBy = (file) =>
  [...readFileSync(file, 'utf8').matchAll(importsAtRunTime)].map(([, path]) => `${resolve(dirname(file), path)}.ts`);

const sources = () =>
  ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(root, folder)).flatMap((name) => {
      const src = join(root, folder, name, 'src');
      return existsSync(src) ? readdirSync(src, { recursive: true }).map((file) => join(src, file)) : [];
    }),
  );

const reached = (start) => {
  const found = new Set(start);
  for (const file of found)
    // a set that grows is walked to its end
    for (const next of importedBy(file)) if (existsSync(next) && !impureLayer.test(posix(next)) && !ofTests.test(next)) found.add(next);
  return found;
};

const pure = reached(sources().filter((file) => isPureByName(posix(file))));

/** @param {string} file an absolute path @returns whether the purity rules hold for it */
export const isPure = (file) => pure.has(file) || isPureByName(posix(file));

/** @param {string} file an absolute path @returns whether it holds rules of a service, where a refusal is an answer and no exception */
export const isRule = (file) => isPure(file) && /^apps\/(?!liaison\/)/.test(posix(file));
