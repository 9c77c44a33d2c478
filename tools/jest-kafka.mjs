// One Kafka for the whole run, started when the first test asks for it. It runs below this process and not below a worker,
// which comes and goes.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { checkLibraries, java, KafkaUnavailable, startKafka } from '../infra/kafka/broker.mjs';
import { makeKeystore } from '../infra/kafka/keystore.mjs';
import { root } from './deps.mjs';

const libs = join(root, '.liaison/kafka/libs');
const users = { liaison: 'known to both sides' };

/** Why there can be none, or undefined. */
const missing = () => {
  try {
    java();
    checkLibraries(libs);
    return undefined;
  } catch (fault) {
    if (fault instanceof KafkaUnavailable) return fault.message;
    throw fault;
  }
};

/** Tells the tests by the environment where to ask, or why there is nobody to ask. */
export const offerKafka = async (home) => {
  const why = missing();
  if (why) process.env.TEST_KAFKA_MISSING = why;
  let starting;
  const started = () => (starting ??= start(home));
  const server = createServer((_, response) => {
    started().then(
      (kafka) => response.end(JSON.stringify(kafka.told)),
      (fault) => response.writeHead(503).end(fault.message),
    );
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  server.unref();
  process.env.TEST_KAFKA_URL = `http://127.0.0.1:${server.address().port}`;
  return {
    stop: async () => {
      server.close();
      await starting?.then(({ kafka }) => kafka.kill9()).catch(() => undefined); // its data go with it
    },
  };
};

const start = async (home) => {
  const { ca, ...keystore } = makeKeystore(home);
  const kafka = await startKafka({ home, libs, untilWeEnd: true, brief: true, secure: { ...keystore, users }, say: console.error });
  const [[username, password]] = Object.entries(users);
  return { kafka, told: { brokers: kafka.brokers, secure: { brokers: `127.0.0.1:${kafka.securePort}`, ca, username, password } } };
};
