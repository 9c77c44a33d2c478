// npm run kafka -- start|stop|status|fetch: a real broker for development. KAFKA_PORT and LIAISON_HOME move it.
import { join, resolve } from 'node:path';
import { libraries, portOf, runningKafka, startKafka } from '../infra/kafka/broker.mjs';
import { root } from './deps.mjs';

const home = resolve(root, process.env.LIAISON_HOME || '.liaison');
const told = ({ brokers, pid }) => `${brokers} (process ${pid}, data and log under ${join(home, 'kafka')})`;

const commands = {
  start: async () => {
    const at = performance.now();
    const kafka = await startKafka({ home, port: portOf(process.env.KAFKA_PORT), say: console.log });
    console.log(`Kafka ${kafka.adopted ? 'runs already' : `is ready (${((performance.now() - at) / 1000).toFixed(1)} s)`}: ${told(kafka)}`);
    console.log(`\n  KAFKA_BROKERS=${kafka.brokers} npm start -- --kafka\n  npm run kafka -- stop`);
  },
  stop: async () => {
    const kafka = await runningKafka(home);
    await kafka?.stop();
    console.log(kafka ? 'Kafka has stopped; its data stay' : 'No Kafka runs here');
  },
  status: async () => {
    const kafka = await runningKafka(home);
    console.log(kafka ? `Kafka runs: ${told(kafka)}` : 'No Kafka runs here: npm run kafka -- start');
    process.exitCode = kafka ? 0 : 1;
  },
};

/** What start would fetch, without starting anything: for a machine that is being prepared. */
commands.fetch = async () => void libraries(join(home, 'kafka/libs'), console.log);

const command = commands[process.argv[2]];
if (!command) {
  console.error('npm run kafka -- start|stop|status|fetch');
  process.exit(2);
}
try {
  await command();
} catch (fault) {
  console.error(fault.message);
  process.exit(1);
}
