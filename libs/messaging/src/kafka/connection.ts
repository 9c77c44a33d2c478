import type { Log } from '@liaison/projections';
import type { Kafka, KafkaConfig, logLevel } from 'kafkajs';

export type KafkaConnection = {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Certificates in PEM; `{}` trusts what Node trusts. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly sasl?: { readonly mechanism: SaslMechanism; readonly username: string; readonly password: string };
};
export type SaslMechanism = 'plain' | 'scram-sha-256' | 'scram-sha-512';

/** Short: what goes on for longer is for our own loops, which know what may be repeated. */
const retry = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 };

/** Loaded when it is needed: the embedded system starts without it. */
export const kafkajs = async () => (await import('kafkajs')).default;

/** A client that has not connected yet. */
export const kafkaClient = async ({ brokers, clientId, tls, sasl }: KafkaConnection, log: Log): Promise<Kafka> => {
  const { Kafka: Client, logLevel: levels } = await kafkajs();
  const config: KafkaConfig = {
    ...{ brokers: [...brokers], clientId, connectionTimeout: 3_000, authenticationTimeout: 5_000, requestTimeout: 15_000, retry },
    ...(tls && { ssl: tls }),
    ...(sasl && { sasl: { ...sasl } as NonNullable<KafkaConfig['sasl']> }),
    logLevel: levels.WARN,
    logCreator: () => logged(log, levels.ERROR),
  };
  return new Client(config);
};

/** What the client says, without its stacks. Its errors are attempts that it repeats: whoever gives up says so. */
const logged =
  (log: Log, error: logLevel) =>
  ({
    level,
    namespace,
    log: { message, groupId, broker, error: said },
  }: Parameters<ReturnType<NonNullable<KafkaConfig['logCreator']>>>[0]): void => {
    const facts = { kafka: namespace, said: message, groupId: groupId as unknown, broker: broker as unknown, error: said as unknown };
    if (level <= error) log.warn(facts, 'kafka');
    else log.info(facts, 'kafka');
  };
