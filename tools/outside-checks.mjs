// Installs what tests need that is not in npm: Python packages into .liaison/python, as outside-checks.requirements.txt pins
// them. LIAISON_PYTHON names another Python that has them. Tests that find neither are skipped and say so.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './deps.mjs';

const requirements = join(root, 'tools/outside-checks.requirements.txt');
const home = join(root, '.liaison/python');
const marker = join(home, 'installed');
const python = join(home, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

const run = (command, ...args) => {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (status === 0) return;
  console.error(`outside checks: ${command} ${args.join(' ')} ${error ? `cannot be started: ${error.message}` : `ended with ${status}`}`);
  process.exit(1);
};

if (process.env.LIAISON_PYTHON) {
  run(process.env.LIAISON_PYTHON, '--version');
  process.exit(0);
}
const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
if (existsSync(marker) && existsSync(python) && readFileSync(marker, 'utf8') === wanted) process.exit(0);
rmSync(home, { recursive: true, force: true });
mkdirSync(dirname(home), { recursive: true });
console.log('Installing outside checks into .liaison/python …');
run(process.platform === 'win32' ? 'python' : 'python3', '-m', 'venv', home);
run(python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements);
writeFileSync(marker, wanted);
