// nx serve <app>: build what changed and start again, in about a second.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './deps.mjs';

const app = process.argv[2];
const main = join(root, 'apps', app ?? '', 'dist/main.js');
let child;
let timer;
let restarting = Promise.resolve();

const start = () => {
  if (!existsSync(main)) return console.error(`There is no app ${app}: look into apps/`);
  const started = spawn(process.execPath, ['--enable-source-maps', main], { stdio: 'inherit', cwd: root });
  child = started;
  started.once('exit', (code) => {
    if (child !== started) return;
    child = undefined;
    if (code) console.error(`${app} ended with ${code}; waiting for a change`);
  });
};
const stop = async () => {
  const old = child;
  child = undefined;
  if (!old) return;
  old.kill('SIGTERM');
  await once(old, 'exit');
};
const restart = async () => {
  try {
    const files = await build();
    if (files === 0 && child) return;
    await stop();
    start();
  } catch (error) {
    console.error(error?.message ?? error);
  }
};
for (const folder of ['apps', 'libs'])
  watch(join(root, folder), { recursive: true }, (_, file) => {
    if (!file || !/[/\\]src[/\\].*\.ts$/.test(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => (restarting = restarting.then(restart)), 50);
  });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop().then(() => process.exit(0)));
await restart();
