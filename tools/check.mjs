// npm run check: what a machine can say of the sources without running them.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies, root } from './deps.mjs';

ensureDependencies();
const bin = (name) => join(root, 'node_modules', name);
const steps = [
  ['types', bin('typescript/bin/tsc'), '-b'],
  ['rules', bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'],
  ['format', bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  ['lockfile', join(root, 'tools/lock-check.mjs')],
];
const failed = steps.filter(([name, ...command]) => {
  const at = performance.now();
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit', env: { ...process.env, NX_DAEMON: 'false' } });
  console.log(`${status === 0 ? 'ok' : 'FAILED'}  ${name}  ${((performance.now() - at) / 1000).toFixed(1)} s`);
  return status !== 0;
});
process.exit(failed.length > 0 ? 1 : 0);
