import { connect, isIP } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { Log } from '@liaison/projections';
import type { ISocketFactory, Kafka, KafkaConfig, logLevel } from 'kafkajs';

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
    socketFactory: undelayed,
    logLevel: levels.WARN,
    logCreator: () => logged(log, levels.ERROR),
  };
  return new Client(config);
};

/** As the client's own, without Nagle's algorithm: the end of a request would wait until the broker has acknowledged its beginning. */
const undelayed: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  const socket = ssl
    ? connectSecurely({ host, port, ...(isIP(host) === 0 && { servername: host }), ...ssl }, onConnect)
    : connect({ host, port }, onConnect);
  return socket.setKeepAlive(true, 60_000).setNoDelay(true);
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
