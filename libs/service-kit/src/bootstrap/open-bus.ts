import { EmbeddedBus, KafkaBus, type MessageBus } from '@liaison/messaging';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { createPool } from '../database/pool.js';
import type { Teardown } from './teardown.js';

/** What people look at when the broker will not have us. */
const variables: Readonly<Record<string, string>> = {
  'broker-unreachable': 'KAFKA_BROKERS',
  'broker-credentials-refused': 'KAFKA_SASL_MECHANISM, KAFKA_USERNAME, KAFKA_PASSWORD',
  'broker-tls-failed': 'KAFKA_TLS, KAFKA_TLS_CA',
};

/** The bus that the configuration asks for. A broker that does not answer is no reason not to start: readiness waits for it. */
export const openBus = async (
  { kafka: connection }: Config,
  embeddedUrl: () => string,
  log: Logger,
  teardown: Teardown,
): Promise<MessageBus> => {
  if (!connection) {
    const pool = createPool(embeddedUrl(), 10, log);
    teardown.add('bus pool', () => pool.end());
    const bus = new EmbeddedBus({ pool, schema: 'broker', log });
    teardown.add('bus', () => bus.close());
    return bus;
  }
  const bus = new KafkaBus({ connection, log });
  teardown.add('bus', () => bus.close());
  const { ok, code = '', said } = await bus.health();
  if (!ok) log.error({ code, said, brokers: connection.brokers, see: variables[code] }, 'the broker cannot be used, trying again');
  return bus;
};
