import { readFileSync } from 'node:fs';
import type { KafkaConnection, SaslMechanism } from '@liaison/messaging';
import { z } from 'zod';
import type { ConfigFault } from './config.js';

type Given = Readonly<Record<string, string | undefined>>;

const mechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const satisfies readonly SaslMechanism[];
const host = String.raw`(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):\d{1,5}`;

export const kafkaTakes = {
  KAFKA_BROKERS: 'the brokers to begin with: <host>:<port>, several with commas between them',
  KAFKA_CLIENT_ID: 'a name for the logs of the broker, 1 to 100 letters, digits, dots, underscores and hyphens',
  KAFKA_TLS: 'true or false',
  KAFKA_TLS_CA: 'a file with the certificates, as PEM, of whoever signs for the brokers',
  KAFKA_TLS_CERT: 'a file with the certificate, as PEM, that this client shows; it goes with KAFKA_TLS_KEY',
  KAFKA_TLS_KEY: 'a file with the key, as PEM, of KAFKA_TLS_CERT',
  KAFKA_SASL_MECHANISM: `one of ${mechanisms.join(', ')}; it goes with KAFKA_USERNAME and KAFKA_PASSWORD`,
  KAFKA_USERNAME: 'who signs in; it goes with KAFKA_SASL_MECHANISM',
  KAFKA_PASSWORD: 'the password of KAFKA_USERNAME',
} as const;

export const kafkaVariables = {
  KAFKA_BROKERS: z
    .string()
    .regex(new RegExp(`^${host}(,\\s*${host})*$`))
    .optional(),
  KAFKA_CLIENT_ID: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/)
    .optional(),
  KAFKA_TLS: z.enum(['true', 'false']).optional(),
  KAFKA_SASL_MECHANISM: z.enum(mechanisms).optional(),
};

/** How to reach the broker; nothing unless messages go through it. What belongs together and is not there is a fault. */
export const kafkaOf = (
  given: Given,
  services: readonly string[],
): { readonly connection?: KafkaConnection; readonly faults: readonly ConfigFault[] } => {
  if (given['MESSAGING'] !== 'kafka') return { faults: [] };
  const faults: ConfigFault[] = [];
  const fault = (variable: keyof typeof kafkaTakes, had: string) => void faults.push({ variable, had, takes: kafkaTakes[variable] });
  const { KAFKA_BROKERS: brokers, KAFKA_SASL_MECHANISM: mechanism, KAFKA_USERNAME: username, KAFKA_PASSWORD: password } = given;
  const file = (variable: 'KAFKA_TLS_CA' | 'KAFKA_TLS_CERT' | 'KAFKA_TLS_KEY'): string | undefined => {
    const path = given[variable];
    if (path === undefined) return undefined;
    try {
      const pem = readFileSync(path, 'utf8');
      if (pem.includes('-----BEGIN ')) return pem;
      fault(variable, `is "${path}", which holds no PEM`);
    } catch {
      fault(variable, `is "${path}", which cannot be read`);
    }
    return undefined;
  };
  const [ca, cert, key] = [file('KAFKA_TLS_CA'), file('KAFKA_TLS_CERT'), file('KAFKA_TLS_KEY')];

  if (!brokers) fault('KAFKA_BROKERS', 'is missing: MESSAGING is kafka');
  if (mechanism && !username) fault('KAFKA_USERNAME', 'is missing: KAFKA_SASL_MECHANISM is given');
  if (mechanism && !password) fault('KAFKA_PASSWORD', 'is missing: KAFKA_SASL_MECHANISM is given');
  if ((username || password) && !mechanism)
    fault('KAFKA_SASL_MECHANISM', `is missing: ${username ? 'KAFKA_USERNAME' : 'KAFKA_PASSWORD'} is given`);
  if (given['KAFKA_TLS_CERT'] && !given['KAFKA_TLS_KEY']) fault('KAFKA_TLS_KEY', 'is missing: KAFKA_TLS_CERT is given');
  if (given['KAFKA_TLS_KEY'] && !given['KAFKA_TLS_CERT']) fault('KAFKA_TLS_CERT', 'is missing: KAFKA_TLS_KEY is given');
  if (given['KAFKA_TLS'] === 'false' && given['KAFKA_TLS_CA']) fault('KAFKA_TLS', 'is "false", and KAFKA_TLS_CA is given');
  if (faults.length > 0 || !brokers) return { faults };

  const encrypted = given['KAFKA_TLS'] === 'true' || ca !== undefined || cert !== undefined;
  return {
    faults,
    connection: {
      brokers: brokers.split(',').map((each) => each.trim()),
      clientId: given['KAFKA_CLIENT_ID'] ?? `liaison-${services.length === 1 ? services[0] : 'all'}`,
      ...(encrypted && {
        tls: { ...(ca !== undefined && { ca }), ...(cert !== undefined && { cert }), ...(key !== undefined && { key }) },
      }),
      ...(mechanism && username && password && { sasl: { mechanism: mechanism as SaslMechanism, username, password } }),
    },
  };
};
