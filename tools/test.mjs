// npm test: install what is missing, then jest over all projects. Arguments go to jest.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies, root } from './deps.mjs';

ensureDependencies();
const jest = ['--experimental-vm-modules', '--no-warnings', join(root, 'node_modules/jest/bin/jest.js'), ...process.argv.slice(2)];
const { status, signal } = spawnSync(process.execPath, jest, { cwd: root, stdio: 'inherit' });
process.exit(signal ? 1 : status);
