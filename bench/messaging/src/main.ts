import { jsonLine, table, type Finding } from '@liaison/bench-kit';
import { Ground } from '@liaison/chaos';
import { consuming } from './cases/consumer.js';
import { latency } from './cases/latency.js';
import { memory } from './cases/memory.js';
import { relaying } from './cases/relay.js';
import { Miscounted } from './counted.js';
import { optionsOf, usage } from './options.js';

const options = optionsOf(process.argv.slice(2));
if (!options) {
  console.error(usage);
  process.exit(2);
}

const findings: Finding[] = [];
const report = (finding: Finding): void => {
  findings.push(finding);
  if (options.json) console.log(jsonLine('messaging', finding));
  else console.error(`${finding.case}, against ${finding.against}: ${(finding.value / finding.reference).toFixed(2)}`);
};

const ground = new Ground();
const end = () => ground.end(false);
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    stopped = true; // what fails from here on fails because of it
    void end().finally(() => process.exit(130));
  });
try {
  await ground.start();
  const cases = { relay: relaying, consumer: consuming, latency, memory };
  for (const [name, measure] of Object.entries(cases)) if (options.wants(name)) await measure({ ground, options, report });
} catch (fault) {
  if (stopped) await new Promise(() => undefined);
  console.error(fault instanceof Miscounted ? fault.message : fault);
  process.exitCode = 1;
} finally {
  await end();
}
if (!options.json) console.log(table(findings));
process.exit();
