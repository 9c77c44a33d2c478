import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const documents = ['.', 'apps', 'libs', 'bench', 'docs', 'infra'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: folder !== '.', encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.includes('node_modules'))
    .map((path) => join(folder, path)),
);

describe('Commands that people are told', () => {
  const { scripts } = JSON.parse(text('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
  const told = [...documents, '.ci/run'].flatMap((path) =>
    [...text(path).matchAll(/\bnpm run (?:--silent )?([a-z][a-z:-]*)/g)].map(([, script = '']) => `${path}: npm run ${script}`),
  );

  it('are there', () => {
    expect(told.length).toBeGreaterThan(20);
    expect(told.filter((each) => !Object.hasOwn(scripts, each.split(' ').at(-1) ?? ''))).toEqual([]);
  });
});
