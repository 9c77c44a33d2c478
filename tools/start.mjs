// npm start: install what is missing, build what changed, become the system. With --kafka its messages go through a real broker.
import './end-with-npm.mjs';
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies, root } from './deps.mjs';

ensureDependencies();
execFileSync(process.execPath, [join(root, 'tools/build.mjs')], { stdio: 'inherit' }); // a child, so that the compiler's memory goes with it
if (process.argv.includes('--kafka')) await throughKafka();
process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(root, 'apps/liaison/dist/main.js')).href);

/** The broker of KAFKA_BROKERS, else one of our own that ends when we do. */
async function throughKafka() {
  process.env.MESSAGING = 'kafka';
  if (process.env.KAFKA_BROKERS) return;
  const { portOf, startKafka } = await import('../infra/kafka/broker.mjs');
  const { KAFKA_PORT: port, LIAISON_HOME: home } = process.env;
  try {
    const kafka = await startKafka({
      home: resolve(home || '.liaison'),
      untilWeEnd: true,
      say: console.log,
      port: portOf(port),
    });
    process.env.KAFKA_BROKERS = kafka.brokers;
  } catch (fault) {
    console.error(fault.message);
    process.exit(1);
  }
}
