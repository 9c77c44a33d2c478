import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** A Python that has this module: that of `LIAISON_PYTHON`, or the one that `tools/outside-checks.mjs` has made. */
export const outsidePython = (module: string): string | undefined => {
  const made = ['bin/python', 'Scripts/python.exe'].map((path) => join(root, '.liaison/python', path)).find(existsSync);
  const python = process.env['LIAISON_PYTHON'] ?? made;
  return python !== undefined && spawnSync(python, ['-c', `import ${module}`]).status === 0 ? python : undefined;
};
